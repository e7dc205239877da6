import type { Me } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../../api/client.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { CodeField, type CodeKind } from '../security/code-field.tsx';
import { ProofFailure, useWait } from '../security/proof-failure.tsx';
import { signInAgain } from '../security/sign-in-again.ts';
import { AuthCard } from './auth-card.tsx';

/** The second step of signing in, whichever way the first one went. */
export function SecondFactorStep(props: { onEnter: (me: Me) => void }) {
  const t = useTexts();
  const [kind, setKind] = useState<CodeKind>('app');
  const [code, setCode] = useState('');
  const verify = useMutation(
    trpc.auth.verifySecondFactor.mutationOptions({
      onSuccess: props.onEnter,
      onError: () => setCode(''),
    }),
  );
  const wait = useWait(verify.error);
  const send = (given: string) => {
    if (given.trim().length >= 6 && !verify.isPending && wait === 0) verify.mutate({ code: given });
  };
  const app = kind === 'app';
  return (
    <AuthCard
      title={t('secondFactor.stepTitle')}
      lead={t(app ? 'secondFactor.stepLead' : 'secondFactor.stepRecoveryLead')}
      onSubmit={(event) => {
        event.preventDefault();
        send(code);
      }}
      footer={
        <Button variant="quiet" onClick={() => void signInAgain()}>
          {t('secondFactor.otherAccount')}
        </Button>
      }
    >
      {verify.error ? <ProofFailure error={verify.error} kind={kind} /> : null}
      <CodeField
        kind={kind}
        value={code}
        onChange={setCode}
        onComplete={send}
        disabled={wait > 0}
      />
      <Button
        type="submit"
        variant="primary"
        size="lg"
        busy={verify.isPending}
        disabled={wait > 0 || code.trim().length < 6}
      >
        {t('secondFactor.verify')}
      </Button>
      <Button
        variant="quiet"
        onClick={() => {
          setKind(app ? 'recovery' : 'app');
          setCode('');
        }}
      >
        {t(app ? 'code.useRecovery' : 'code.useApp')}
      </Button>
      {app ? null : <p className="text-ink-2 text-sm">{t('secondFactor.lost')}</p>}
    </AuthCard>
  );
}
