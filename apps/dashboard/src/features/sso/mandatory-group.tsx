import type { SsoStatus } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { Dialog } from '@platform/ui/dialog';
import { FormField } from '@platform/ui/form-field';
import { Notice } from '@platform/ui/notice';
import { Select } from '@platform/ui/select';
import { toast } from '@platform/ui/toast';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../../api/client.ts';
import { useMay, useWorkspace } from '../../shell/workspace-context.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { failSso, takeSso } from './use-sso.ts';

/** That members come in this way and no other, and who keeps a key for the day it is down. */
export function MandatoryGroup(props: { status: SsoStatus }) {
  const t = useTexts();
  const mayDecide = useMay('sso.require');
  const { person } = useWorkspace();
  const { connection, required, breakGlassUserId } = props.status;
  const members = useQuery(trpc.workspaces.members.queryOptions()).data?.members ?? [];
  const owners = members.filter(({ role }) => role === 'owner');
  const [chosen, setChosen] = useState(person.id);
  const [asking, setAsking] = useState(false);
  const require = useMutation(
    trpc.sso.require.mutationOptions({
      onSuccess: (told) => {
        takeSso(told);
        toast.say(t('sso.nowRequired'));
      },
      onError: failSso(t),
    }),
  );
  const relax = useMutation(
    trpc.sso.relax.mutationOptions({
      onSuccess: (told) => {
        takeSso(told);
        toast.say(t('sso.nowOptional'));
      },
      onError: failSso(t),
    }),
  );
  const keeper = members.find(({ userId }) => userId === breakGlassUserId);
  const ready = connection?.domainVerifiedAt != null && connection.testedAt !== null;
  if (required) {
    return (
      <div className="flex flex-col gap-4">
        <Notice tone="human" title={t('sso.isRequired')}>
          {t('sso.keeperIs', { name: keeper?.name ?? t('sso.formerMember') })}
        </Notice>
        {mayDecide ? (
          <div>
            <Button busy={relax.isPending} onClick={() => relax.mutate()}>
              {t('sso.makeOptional')}
            </Button>
          </div>
        ) : null}
      </div>
    );
  }
  if (!mayDecide) return <p className="text-ink-2">{t('sso.ownersOnly')}</p>;
  return (
    <div className="flex flex-col gap-4">
      <FormField label={t('sso.keeper')} hint={t('sso.keeperHint')}>
        <Select
          label={t('sso.keeper')}
          value={chosen}
          onValueChange={setChosen}
          options={owners.map(({ userId, name, email }) => ({
            value: userId,
            label: name,
            hint: email,
          }))}
        />
      </FormField>
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant="primary"
          disabled={!ready}
          busy={require.isPending}
          onClick={() => setAsking(true)}
        >
          {t('sso.makeRequired')}
        </Button>
        {ready ? null : <span className="text-ink-2">{t('sso.firstProveAndTest')}</span>}
      </div>
      <Dialog
        size="sm"
        open={asking}
        onOpenChange={setAsking}
        title={t('sso.askTitle')}
        description={t('sso.askDetail', {
          name: owners.find(({ userId }) => userId === chosen)?.name ?? '',
        })}
        footer={
          <>
            <Button variant="quiet" onClick={() => setAsking(false)}>
              {t('common.cancel')}
            </Button>
            <Button
              variant="primary"
              onClick={() => {
                setAsking(false);
                require.mutate({ userId: chosen });
              }}
            >
              {t('sso.makeRequired')}
            </Button>
          </>
        }
      />
    </div>
  );
}
