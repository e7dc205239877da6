import { Button, buttonClass } from '@platform/ui/button';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Building2 } from 'lucide-react';
import { trpc } from '../../api/client.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { AuthFailure } from '../auth/auth-failure.tsx';
import { goTo } from './go-to.ts';
import { ProviderMark, providerNames } from './provider-words.tsx';

/** The other ways in, under the form of the one with a password: those that are set up here. */
export function ProviderButtons(props: { next: string | undefined; invitation?: string }) {
  const t = useTexts();
  const { next, invitation } = props;
  const list = useQuery({
    ...trpc.providers.list.queryOptions(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const start = useMutation(trpc.providers.start.mutationOptions({ onSuccess: goTo }));
  const providers = list.data?.providers ?? [];
  const asked = {
    ...(next === undefined ? {} : { next }),
    ...(invitation === undefined ? {} : { invitation }),
  };
  return (
    <div className="flex flex-col gap-2">
      <p aria-hidden className="flex items-center gap-3 pb-2 text-ink-2 text-sm">
        <span className="h-px flex-1 bg-line" />
        {t('providers.or')}
        <span className="h-px flex-1 bg-line" />
      </p>
      {start.error ? <AuthFailure error={start.error} /> : null}
      {providers.map((provider) => (
        <Button
          key={provider}
          size="lg"
          icon={<ProviderMark provider={provider} />}
          // Leaving the page takes a moment, in which nothing else should be pressed.
          busy={start.variables?.provider === provider && (start.isPending || start.isSuccess)}
          disabled={start.isPending || start.isSuccess}
          onClick={() => start.mutate({ provider, ...asked })}
        >
          {t('providers.continueWith', { name: t(providerNames[provider]) })}
        </Button>
      ))}
      <Link
        to="/sign-in/sso"
        search={next === undefined ? {} : { next }}
        className={buttonClass('outline', 'lg')}
      >
        <Building2 aria-hidden className="size-4" />
        {t('providers.continueWithSso')}
      </Link>
    </div>
  );
}
