import { Button } from '@platform/ui/button';
import { Dialog } from '@platform/ui/dialog';
import { Skeleton } from '@platform/ui/skeleton';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { stepUp, trpc } from '../../api/client.ts';
import { answerStepUp, useStepUpAsked } from '../../api/step-up.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { PasswordField } from '../auth/password-field.tsx';
import { CodeField, type CodeKind } from './code-field.tsx';
import { ProofFailure, useWait } from './proof-failure.tsx';
import { signInAgain } from './sign-in-again.ts';

/** Stands once in the app. Opens when a call waits for a fresh proof, and lets it go on, or fail. */
export function StepUpDialog() {
  const t = useTexts();
  const asked = useStepUpAsked();
  const formId = useId();
  return (
    <Dialog
      size="sm"
      onTop
      open={asked}
      onOpenChange={(open) => {
        if (!open) answerStepUp(false);
      }}
      title={t('stepUp.title')}
      description={t('stepUp.lead')}
    >
      {asked ? <StepUpForm id={formId} /> : null}
    </Dialog>
  );
}

function StepUpForm(props: { id: string }) {
  const t = useTexts();
  const security = useQuery({ ...trpc.account.security.queryOptions(), staleTime: 0 });
  const [kind, setKind] = useState<CodeKind>('app');
  const [typed, setTyped] = useState('');
  const prove = useMutation({
    mutationFn: stepUp,
    onSuccess: () => answerStepUp(true),
    onError: () => setTyped(''),
  });
  const wait = useWait(prove.error);
  if (security.error) {
    return <FailurePanel error={security.error} onRetry={() => void security.refetch()} />;
  }
  if (!security.data) return <Skeleton className="h-24" />;
  const means = security.data.stepUpWith;
  if (means === 'provider') {
    return (
      <div className="flex flex-col gap-4">
        <p>{t('stepUp.provider')}</p>
        <Button variant="primary" onClick={() => void signInAgain()}>
          {t('stepUp.signInAgain')}
        </Button>
      </div>
    );
  }
  const send = (proof: string) => {
    if (proof === '' || prove.isPending || wait > 0) return;
    prove.mutate(means === 'code' ? { code: proof } : { password: proof });
  };
  return (
    <form
      id={props.id}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        send(typed);
      }}
    >
      {prove.error ? (
        <ProofFailure error={prove.error} kind={means === 'code' ? kind : 'password'} />
      ) : null}
      {means === 'code' ? (
        <CodeField kind={kind} value={typed} onChange={setTyped} onComplete={send} />
      ) : (
        <PasswordField
          autoComplete="current-password"
          value={typed}
          onChange={setTyped}
          autoFocus
        />
      )}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {means === 'code' ? (
          <Button
            variant="quiet"
            className="me-auto -ms-3"
            onClick={() => {
              setKind(kind === 'app' ? 'recovery' : 'app');
              setTyped('');
            }}
          >
            {t(kind === 'app' ? 'code.useRecovery' : 'code.useApp')}
          </Button>
        ) : null}
        <Button variant="quiet" onClick={() => answerStepUp(false)}>
          {t('common.cancel')}
        </Button>
        <Button
          type="submit"
          variant="primary"
          busy={prove.isPending}
          disabled={typed === '' || wait > 0}
        >
          {t('stepUp.confirm')}
        </Button>
      </div>
    </form>
  );
}
