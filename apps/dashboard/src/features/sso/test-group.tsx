import type { SsoStatus } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { Notice } from '@platform/ui/notice';
import { RelativeTime } from '@platform/ui/relative-time';
import { useMutation } from '@tanstack/react-query';
import { trpc } from '../../api/client.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { goTo } from '../providers/go-to.ts';
import { useSsoTest } from './sso-test.ts';

type Connection = NonNullable<SsoStatus['connection']>;

/** There and back as a member would go, without signing anybody in. */
export function TestGroup(props: { connection: Connection }) {
  const t = useTexts();
  const { testedAt } = props.connection;
  const start = useMutation(trpc.sso.startTest.mutationOptions({ onSuccess: goTo }));
  return (
    <div className="flex flex-col gap-4">
      {start.error ? <FailurePanel error={start.error} /> : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button busy={start.isPending || start.isSuccess} onClick={() => start.mutate()}>
          {t('sso.test')}
        </Button>
        {testedAt === null ? null : (
          <span className="text-ink-2 text-sm">
            {t('sso.lastWorked')} <RelativeTime at={testedAt} />
          </span>
        )}
      </div>
    </div>
  );
}

/** What the last test told. Stands at the top of the page, where the way back from the provider ends. */
export function TestResult(props: { connection: Connection }) {
  const t = useTexts();
  const test = useSsoTest();
  if (test === null) return null;
  const { email, emailVerified, domainFits } = test;
  const { domain } = props.connection;
  const shown = email ?? t('sso.noEmail');
  if (!domainFits) {
    return (
      <Notice tone="danger" title={t('sso.testDomain', { email: shown })}>
        {t('sso.testDomainHint', { domain })}
      </Notice>
    );
  }
  if (!emailVerified) {
    return (
      <Notice tone="human" title={t('sso.testUnproved', { email: shown })}>
        {t('sso.testUnprovedHint')}
      </Notice>
    );
  }
  return <Notice title={t('sso.testWorked')}>{t('sso.testWorkedHint', { email: shown })}</Notice>;
}
