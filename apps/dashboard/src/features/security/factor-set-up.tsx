import type { Me } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { CopyButton } from '@platform/ui/copy-button';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { toast } from '@platform/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { trpc } from '../../api/client.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { CodeField } from './code-field.tsx';
import { ProofFailure, useWait } from './proof-failure.tsx';
import { QrCode } from './qr-code.tsx';

/** Scan, type a code, done. Nothing counts before the code was right. */
export function FactorSetUp(props: {
  onDone: (recoveryCodes: string[], me: Me) => void;
  onCancel?: () => void;
}) {
  const t = useTexts();
  const [code, setCode] = useState('');
  const start = useMutation(trpc.account.startSecondFactor.mutationOptions());
  const confirm = useMutation(
    trpc.account.confirmSecondFactor.mutationOptions({
      onSuccess: ({ me, recoveryCodes }) => props.onDone(recoveryCodes, me),
      onError: () => setCode(''),
    }),
  );
  const wait = useWait(confirm.error);
  const { mutate: begin } = start;
  const begun = useRef(false);
  useEffect(() => {
    // Once, however often the effect runs: each call makes another secret, and the last one counts.
    if (begun.current) return;
    begun.current = true;
    begin();
  }, [begin]);

  if (start.error) {
    return (
      <div className="flex flex-col gap-3">
        <FailurePanel error={start.error} onRetry={() => begin()} />
        {props.onCancel ? (
          <div>
            <Button variant="quiet" onClick={props.onCancel}>
              {t('common.cancel')}
            </Button>
          </div>
        ) : null}
      </div>
    );
  }
  if (!start.data) {
    return (
      <Loading label={t('common.loading')} className="flex flex-wrap gap-6">
        <Skeleton className="size-48" />
        <Skeleton className="h-24 flex-1" />
      </Loading>
    );
  }
  const { secret, uri } = start.data;
  const send = (given: string) => {
    if (given.length === 6 && !confirm.isPending && wait === 0) confirm.mutate({ code: given });
  };
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        send(code);
      }}
    >
      <div className="flex flex-wrap gap-6">
        <QrCode text={uri} label={t('security.qrLabel')} />
        <div className="flex min-w-60 flex-1 flex-col gap-3">
          <div>
            <h3 className="font-medium">{t('security.scan')}</h3>
            <p className="text-ink-2">{t('security.scanHint')}</p>
          </div>
          <div>
            <p className="text-ink-2 text-sm">{t('security.byHand')}</p>
            <p className="flex items-start gap-1">
              <code className="wrap-anywhere pt-1 font-mono" data-secret={secret}>
                {secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}
              </code>
              <CopyButton
                text={secret}
                label={t('security.copySecret')}
                onFail={() => toast.fail(t('common.copyFailed'))}
              />
            </p>
          </div>
        </div>
      </div>
      <div className="flex max-w-72 flex-col gap-3">
        <h3 className="font-medium">{t('security.typeCode')}</h3>
        {confirm.error ? <ProofFailure error={confirm.error} kind="app" /> : null}
        <CodeField
          kind="app"
          value={code}
          onChange={setCode}
          onComplete={send}
          disabled={wait > 0}
        />
      </div>
      <div className="flex gap-2">
        <Button
          type="submit"
          variant="primary"
          busy={confirm.isPending}
          disabled={code.length < 6 || wait > 0}
        >
          {t('security.turnOn')}
        </Button>
        {props.onCancel ? (
          <Button variant="quiet" onClick={props.onCancel}>
            {t('common.cancel')}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
