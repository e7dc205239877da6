import type { AccountSecurity } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { Chip } from '@platform/ui/chip';
import { Dialog } from '@platform/ui/dialog';
import { formatAbsolute } from '@platform/ui/lib/time';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { toast } from '@platform/ui/toast';
import { useUi } from '@platform/ui/ui-provider';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queryClient, takeMe, trpc } from '../../api/client.ts';
import { errorWords } from '../../api/error-texts.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useWorkspace } from '../../shell/workspace-context.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { FactorSetUp } from './factor-set-up.tsx';
import { RecoveryCodesDialog } from './recovery-codes.tsx';

export const refreshSecurity = () =>
  queryClient.invalidateQueries({ queryKey: trpc.account.pathKey() });

/** Whether there is a second factor, its set-up, and the way back. */
export function FactorGroup() {
  const t = useTexts();
  const { person } = useWorkspace();
  const security = useQuery(trpc.account.security.queryOptions());
  const [settingUp, setSettingUp] = useState(false);
  const [shown, setShown] = useState<{ codes: string[]; replaced: boolean } | null>(null);
  if (security.error && !security.data) {
    return <FailurePanel error={security.error} onRetry={() => void security.refetch()} />;
  }
  if (!security.data) {
    return (
      <Loading label={t('common.loading')}>
        <Skeleton className="h-16" />
      </Loading>
    );
  }
  const show = (codes: string[], replaced: boolean) => {
    setSettingUp(false);
    setShown({ codes, replaced });
    void refreshSecurity();
  };
  const factor = security.data.secondFactor;
  return (
    <>
      {factor ? (
        <FactorOn security={security.data} factor={factor} onCodes={(codes) => show(codes, true)} />
      ) : settingUp ? (
        <FactorSetUp
          onDone={(codes, me) => {
            takeMe(me);
            show(codes, false);
          }}
          onCancel={() => setSettingUp(false)}
        />
      ) : (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p>{t('security.factorOff')}</p>
          <Button variant="primary" onClick={() => setSettingUp(true)}>
            {t('security.setUp')}
          </Button>
        </div>
      )}
      <RecoveryCodesDialog
        codes={shown?.codes ?? null}
        replaced={shown?.replaced ?? false}
        account={person.email}
        onClose={() => setShown(null)}
      />
    </>
  );
}

function FactorOn(props: {
  security: AccountSecurity;
  factor: NonNullable<AccountSecurity['secondFactor']>;
  onCodes: (codes: string[]) => void;
}) {
  const t = useTexts();
  const { locale } = useUi();
  const [asking, setAsking] = useState(false);
  const failed = (error: unknown) =>
    toast.fail(errorWords(error, t).title, { detail: errorWords(error, t).detail });
  const turnOff = useMutation(
    trpc.account.disableSecondFactor.mutationOptions({
      onSuccess: (me) => {
        takeMe(me);
        void refreshSecurity();
        toast.say(t('security.turnedOff'));
      },
      onError: failed,
    }),
  );
  const renew = useMutation(
    trpc.account.renewRecoveryCodes.mutationOptions({
      onSuccess: ({ recoveryCodes }) => props.onCodes(recoveryCodes),
      onError: failed,
    }),
  );
  const { requiredBy } = props.security;
  const left = props.factor.recoveryCodesLeft;
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p>
          {t('security.factorOn', {
            date: formatAbsolute(new Date(props.factor.enabledAt), locale),
          })}
        </p>
        <Button variant="danger" busy={turnOff.isPending} onClick={() => setAsking(true)}>
          {t('security.turnOff')}
        </Button>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-60 flex-1">
          <h3 className="flex flex-wrap items-center gap-2 font-medium">
            {t('security.codes')}
            <Chip tone={left <= 2 ? 'danger' : 'outline'}>
              {t('security.codesLeft', { count: left })}
            </Chip>
          </h3>
          <p className="text-ink-2">{t('security.codesHint')}</p>
        </div>
        <Button busy={renew.isPending} onClick={() => renew.mutate()}>
          {t('security.renewCodes')}
        </Button>
      </div>
      <Dialog
        size="sm"
        open={asking}
        onOpenChange={setAsking}
        title={t('security.turnOffTitle')}
        description={t('security.turnOffDetail')}
        footer={
          <>
            <Button variant="quiet" onClick={() => setAsking(false)}>
              {t('common.cancel')}
            </Button>
            <Button
              variant="danger"
              onClick={() => {
                setAsking(false);
                turnOff.mutate();
              }}
            >
              {t('security.turnOff')}
            </Button>
          </>
        }
      >
        {requiredBy.length > 0 ? (
          <p>
            {t('security.turnOffRequired', {
              count: requiredBy.length,
              names: new Intl.ListFormat(locale).format(requiredBy),
            })}
          </p>
        ) : null}
      </Dialog>
    </div>
  );
}
