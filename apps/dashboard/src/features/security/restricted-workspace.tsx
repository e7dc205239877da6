import type { Me, Membership } from '@platform/api-contract/types';
import { BrandMark } from '@platform/ui/brand-mark';
import { Button } from '@platform/ui/button';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { meQuery, takeMe, trpc } from '../../api/client.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { usePageTitle } from '../../shell/use-page-title.ts';
import { useWorkspace } from '../../shell/workspace-context.tsx';
import { WorkspaceSwitcher } from '../../shell/workspace-switcher.tsx';
import { type TextId, useTexts } from '../../texts/use-texts.tsx';
import { ContinueBySso } from '../providers/continue-by-sso.tsx';
import { ResendVerification } from '../registration/unproved-banner.tsx';
import { FactorSetUp } from './factor-set-up.tsx';
import { RecoveryCodesDialog } from './recovery-codes.tsx';
import { signInAgain } from './sign-in-again.ts';

type Restriction = NonNullable<Membership['restriction']>;

const words = {
  'mfa-required': { title: 'restricted.mfaTitle', detail: 'restricted.mfaDetail' },
  'sso-required': { title: 'restricted.ssoTitle', detail: 'restricted.ssoDetail' },
  'email-unverified': { title: 'restricted.emailTitle', detail: 'restricted.emailDetail' },
  suspended: { title: 'restricted.suspendedTitle', detail: 'restricted.suspendedDetail' },
} as const satisfies Record<Restriction, { title: TextId; detail: TextId }>;

/** A workspace that its member may not enter for now: why, what to do, and the way to the others. */
export function RestrictedWorkspace(props: { restriction: Restriction }) {
  const t = useTexts();
  const { membership, person } = useWorkspace();
  const { title, detail } = words[props.restriction];
  const values = { name: membership.name, email: person.email };
  usePageTitle(t(title, values));
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-[44rem] flex-col px-4 py-6 md:px-8">
      <header className="flex items-center gap-2.5 pb-12">
        <BrandMark size={20} />
        <div className="min-w-0 flex-1">
          <WorkspaceSwitcher />
        </div>
        <Button variant="quiet" onClick={() => void signInAgain()}>
          {t('shell.signOut')}
        </Button>
      </header>
      <main className="flex flex-col gap-6">
        <div className="flex flex-col gap-1">
          <h1 tabIndex={-1} className="font-medium text-xl" dir="auto">
            {t(title, values)}
          </h1>
          <p className="text-ink-2">{t(detail, values)}</p>
        </div>
        <NextStep restriction={props.restriction} />
      </main>
    </div>
  );
}

function NextStep(props: { restriction: Restriction }) {
  const t = useTexts();
  const me = useQuery(meQuery);
  switch (props.restriction) {
    case 'mfa-required':
      return <FactorStep />;
    case 'sso-required':
      return <ContinueBySso email={me.data?.user?.email ?? ''} />;
    case 'email-unverified':
      return (
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" busy={me.isFetching} onClick={() => void me.refetch()}>
            {t('restricted.emailCheck')}
          </Button>
          <ResendVerification email={me.data?.user?.email ?? ''} />
        </div>
      );
    case 'suspended':
      return null;
  }
}

function FactorStep() {
  const t = useTexts();
  const { person } = useWorkspace();
  const security = useQuery(trpc.account.security.queryOptions());
  const [done, setDone] = useState<{ codes: string[]; me: Me } | null>(null);
  if (security.error && !security.data) {
    return <FailurePanel error={security.error} onRetry={() => void security.refetch()} />;
  }
  if (!security.data) {
    return (
      <Loading label={t('common.loading')}>
        <Skeleton className="h-48" />
      </Loading>
    );
  }
  if (security.data.secondFactor !== null) {
    return (
      <div className="flex flex-col items-start gap-3">
        <p>{t('restricted.mfaPass')}</p>
        <Button variant="primary" onClick={() => void signInAgain()}>
          {t('stepUp.signInAgain')}
        </Button>
      </div>
    );
  }
  return (
    <>
      {done === null ? <FactorSetUp onDone={(codes, me) => setDone({ codes, me })} /> : null}
      <RecoveryCodesDialog
        codes={done?.codes ?? null}
        replaced={false}
        account={person.email}
        // In only once they were seen: the page that would show them is gone then.
        onClose={() => {
          if (done !== null) takeMe(done.me);
        }}
      />
    </>
  );
}
