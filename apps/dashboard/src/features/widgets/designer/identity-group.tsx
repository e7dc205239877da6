import type { Widget } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { CopyButton } from '@platform/ui/copy-button';
import { Notice } from '@platform/ui/notice';
import { Switch } from '@platform/ui/switch';
import { toast } from '@platform/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { queryClient, trpc } from '../../../api/client.ts';
import { errorWords } from '../../../api/error-texts.ts';
import { useTexts } from '../../../texts/use-texts.tsx';

/** Proofs of identity: the secrets that the customer's server signs with, and whether one is asked for. */
export function IdentityGroup(props: { widget: Widget; disabled: boolean }) {
  const t = useTexts();
  const { widget, disabled } = props;
  const { secrets, required } = widget.identity;
  const [shown, setShown] = useState<string | null>(null);
  const take = (changed: Widget) =>
    queryClient.setQueryData(trpc.widgets.get.queryKey({ widgetId: widget.id }), changed);
  const onError = (error: unknown) => {
    const { title, detail } = errorWords(error, t);
    toast.fail(title, { detail });
  };
  const add = useMutation(
    trpc.widgets.addIdentitySecret.mutationOptions({
      onSuccess: (made) => {
        setShown(made.secret);
        take(made.widget);
      },
      onError,
    }),
  );
  const retire = useMutation(
    trpc.widgets.retireIdentitySecret.mutationOptions({
      onSuccess: (changed) => {
        take(changed);
        setShown(null);
        toast.say(t('widgets.identityRetired'));
      },
      onError,
    }),
  );
  const require = useMutation(
    trpc.widgets.requireIdentity.mutationOptions({ onSuccess: take, onError }),
  );
  const ref = { widgetId: widget.id };
  return (
    <section className="flex flex-col gap-3">
      <h2 className="font-medium">{t('widgets.identity')}</h2>
      <p className="text-ink-2">{t('widgets.identityHint')}</p>
      {shown === null ? null : (
        <Notice tone="info" title={t('widgets.identityShownOnce')}>
          <div className="flex flex-wrap items-center gap-2 pt-1">
            <code className="wrap-anywhere font-mono text-ink text-sm">{shown}</code>
            <CopyButton
              text={shown}
              label={t('widgets.identityCopy')}
              onFail={() => toast.fail(t('common.copyFailed'))}
            />
          </div>
        </Notice>
      )}
      <p className="text-ink-2 text-sm">{t('widgets.identitySecrets', { count: secrets })}</p>
      <div className="flex flex-wrap gap-2">
        <Button
          disabled={disabled || secrets >= 2}
          busy={add.isPending}
          onClick={() => add.mutate(ref)}
        >
          {t(secrets === 0 ? 'widgets.identityMake' : 'widgets.identityAnother')}
        </Button>
        {secrets > 0 ? (
          <Button
            variant="quiet"
            disabled={disabled}
            busy={retire.isPending}
            onClick={() => retire.mutate(ref)}
          >
            {t(secrets === 1 ? 'widgets.identityRetireOnly' : 'widgets.identityRetireOlder')}
          </Button>
        ) : null}
      </div>
      <Switch
        label={t('widgets.identityRequire')}
        hint={t('widgets.identityRequireHint')}
        checked={required}
        disabled={disabled || secrets === 0 || require.isPending}
        onCheckedChange={(next) => require.mutate({ ...ref, required: next })}
      />
    </section>
  );
}
