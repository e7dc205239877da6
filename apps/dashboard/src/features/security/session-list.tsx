import type { OwnSession } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { Chip } from '@platform/ui/chip';
import { RelativeTime } from '@platform/ui/relative-time';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { toast } from '@platform/ui/toast';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Laptop, Smartphone, Terminal } from 'lucide-react';
import { trpc } from '../../api/client.ts';
import { errorWords } from '../../api/error-texts.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { refreshSecurity } from './factor-group.tsx';

const icons = { desktop: Laptop, phone: Smartphone, program: Terminal };

/** Every place the person is signed in, this one first, and the way to end the others. */
export function SessionList() {
  const t = useTexts();
  const list = useQuery({ ...trpc.account.sessions.queryOptions(), staleTime: 0 });
  const failed = (error: unknown) =>
    toast.fail(errorWords(error, t).title, { detail: errorWords(error, t).detail });
  const endOthers = useMutation(
    trpc.account.endOtherSessions.mutationOptions({
      onSuccess: ({ ended }) => {
        void refreshSecurity();
        toast.say(t('security.endedOthers', { count: ended }));
      },
      onError: failed,
    }),
  );
  const end = useMutation(
    trpc.account.endSession.mutationOptions({
      onSuccess: () => {
        void refreshSecurity();
        toast.say(t('security.ended'));
      },
      onError: failed,
    }),
  );
  if (list.error && !list.data) {
    return <FailurePanel error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (!list.data) {
    return (
      <Loading label={t('common.loading')} className="flex flex-col gap-4">
        {[0, 1].map((each) => (
          <Skeleton key={each} className="h-10" />
        ))}
      </Loading>
    );
  }
  const { sessions } = list.data;
  const others = sessions.filter((session) => !session.current).length;
  return (
    <div className="flex flex-col gap-3">
      <ul aria-label={t('security.sessions')} className="border-line border-t">
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            busy={end.isPending && end.variables.sessionId === session.id}
            onEnd={() => end.mutate({ sessionId: session.id })}
          />
        ))}
      </ul>
      {others === 0 ? (
        <p className="text-ink-2">{t('security.onlyThis')}</p>
      ) : (
        <div>
          <Button busy={endOthers.isPending} onClick={() => endOthers.mutate()}>
            {t('security.endOthers')}
          </Button>
        </div>
      )}
    </div>
  );
}

function SessionRow(props: { session: OwnSession; busy: boolean; onEnd: () => void }) {
  const t = useTexts();
  const { session } = props;
  const Icon = icons[session.kind];
  return (
    <li className="flex items-center gap-3 border-line border-b py-3 [contain-intrinsic-size:auto_4rem] [content-visibility:auto]">
      <Icon aria-hidden className="size-5 shrink-0 text-ink-2" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">{session.device}</span>
          {session.current ? <Chip tone="ok">{t('security.thisOne')}</Chip> : null}
        </p>
        <p className="flex flex-wrap gap-x-1.5 text-ink-2 text-sm">
          {session.address === null ? null : (
            <span className="wrap-anywhere">
              {t(session.nearby ? 'security.sessionNearby' : 'security.sessionFrom', {
                address: session.address,
              })}{' '}
              ·
            </span>
          )}
          <span>
            {t('security.sessionSeen')} <RelativeTime at={session.lastSeenAt} /> ·
          </span>
          <span>
            {t('security.sessionSince')} <RelativeTime at={session.createdAt} />
          </span>
        </p>
      </div>
      {session.current ? null : (
        <Button
          size="sm"
          busy={props.busy}
          onClick={props.onEnd}
          aria-label={t('security.endLabel', { device: session.device })}
        >
          {t('security.end')}
        </Button>
      )}
    </li>
  );
}
