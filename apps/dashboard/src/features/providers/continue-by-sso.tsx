import { Button } from '@platform/ui/button';
import { useMutation } from '@tanstack/react-query';
import { trpc } from '../../api/client.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { signInAgain } from '../security/sign-in-again.ts';
import { goTo } from './go-to.ts';

/** For who is signed in another way: to the provider of their domain, and back to the same page. */
export function ContinueBySso(props: { email: string }) {
  const t = useTexts();
  const start = useMutation(trpc.providers.startSso.mutationOptions({ onSuccess: goTo }));
  return (
    <div className="flex flex-col gap-4">
      {start.error ? <FailurePanel error={start.error} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          busy={start.isPending || start.isSuccess}
          onClick={() => {
            const next = `${window.location.pathname}${window.location.search}`;
            start.mutate({ email: props.email, next });
          }}
        >
          {t('restricted.ssoAction')}
        </Button>
        {start.error ? (
          <Button variant="quiet" onClick={() => void signInAgain()}>
            {t('stepUp.signInAgain')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
