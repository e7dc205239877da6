import type { SsoStatus } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { Select } from '@platform/ui/select';
import { toast } from '@platform/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { trpc } from '../../api/client.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { CopyLine } from './copy-line.tsx';
import { keepSsoTest } from './sso-test.ts';
import { failSso, takeSso } from './use-sso.ts';

type Values = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  domain: string;
  defaultRole: 'admin' | 'agent' | 'viewer';
};

function valuesOf({ connection }: SsoStatus): Values {
  return {
    issuer: connection?.issuer ?? '',
    clientId: connection?.clientId ?? '',
    clientSecret: '',
    domain: connection?.domain ?? '',
    defaultRole: connection?.defaultRole ?? 'viewer',
  };
}

/** What the provider and we have to know of one another. */
export function ConnectionForm(props: { status: SsoStatus }) {
  const t = useTexts();
  const { connection, redirectUri, required } = props.status;
  const saved = valuesOf(props.status);
  const [typed, setTyped] = useState<Partial<Values>>({});
  const [checked, setChecked] = useState(false);
  const values = { ...saved, ...typed };
  const save = useMutation(
    trpc.sso.save.mutationOptions({
      onSuccess: (told) => {
        takeSso(told);
        keepSsoTest(null);
        setTyped({});
        setChecked(false);
        toast.say(t('sso.saved'));
      },
    }),
  );
  const remove = useMutation(
    trpc.sso.remove.mutationOptions({
      onSuccess: (told) => {
        takeSso(told);
        setTyped({});
        toast.say(t('sso.removed'));
      },
      onError: failSso(t),
    }),
  );
  const wrong = fieldErrors(save.error);
  const set = (field: keyof Values) => (value: string) =>
    setTyped((now) => ({ ...now, [field]: value }));
  const errorOf = (field: 'issuer' | 'clientId' | 'domain') =>
    checked && values[field].trim() === '' ? t('auth.required') : wrong[field];
  const dirty = (Object.keys(values) as (keyof Values)[]).some(
    (field) => values[field] !== saved[field],
  );
  const otherIssuer = connection !== null && values.issuer.trim() !== connection.issuer;
  const secretHint = connection?.hasSecret
    ? t(otherIssuer ? 'sso.secretDropped' : 'sso.secretKept')
    : t('sso.secretHint');
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        const { clientSecret, ...rest } = values;
        if ([rest.issuer, rest.clientId, rest.domain].some((value) => value.trim() === '')) return;
        save.mutate({
          ...rest,
          issuer: rest.issuer.trim(),
          ...(clientSecret === '' ? {} : { clientSecret }),
        });
      }}
    >
      <CopyLine label={t('sso.redirectUri')} text={redirectUri} />
      {save.error && Object.keys(wrong).length === 0 ? <FailurePanel error={save.error} /> : null}
      <FormField label={t('sso.issuer')} hint={t('sso.issuerHint')} error={errorOf('issuer')}>
        <Input
          type="url"
          inputMode="url"
          placeholder="https://login.acme.com"
          value={values.issuer}
          onValueChange={set('issuer')}
        />
      </FormField>
      <FormField label={t('sso.clientId')} error={errorOf('clientId')}>
        <Input autoComplete="off" value={values.clientId} onValueChange={set('clientId')} />
      </FormField>
      <FormField label={t('sso.clientSecret')} hint={secretHint} error={wrong.clientSecret}>
        <Input
          type="password"
          autoComplete="off"
          value={values.clientSecret}
          onValueChange={set('clientSecret')}
        />
      </FormField>
      <FormField label={t('sso.domain')} hint={t('sso.domainHint')} error={errorOf('domain')}>
        <Input
          inputMode="url"
          placeholder="acme.com"
          value={values.domain}
          onValueChange={set('domain')}
        />
      </FormField>
      <FormField label={t('sso.role')} hint={t('sso.roleHint')}>
        <Select
          label={t('sso.role')}
          value={values.defaultRole}
          onValueChange={set('defaultRole')}
          options={[
            { value: 'viewer', label: t('team.role.viewer') },
            { value: 'agent', label: t('team.role.agent') },
            { value: 'admin', label: t('team.role.admin') },
          ]}
        />
      </FormField>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={save.isPending} disabled={!dirty}>
          {t('common.save')}
        </Button>
        {dirty && connection !== null ? (
          <Button variant="quiet" onClick={() => setTyped({})}>
            {t('common.cancel')}
          </Button>
        ) : null}
        {connection === null ? null : (
          <Button
            variant="danger"
            className="ms-auto"
            busy={remove.isPending}
            disabled={required}
            onClick={() => remove.mutate()}
          >
            {t('sso.remove')}
          </Button>
        )}
      </div>
    </form>
  );
}
