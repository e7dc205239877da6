import type { Service, SystemStatus } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { Chip, type ChipTone } from '@platform/ui/chip';
import { EmptyState } from '@platform/ui/empty-state';
import { formatDuration } from '@platform/ui/lib/time';
import { PageHeader } from '@platform/ui/page-header';
import { RelativeTime } from '@platform/ui/relative-time';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { useUi } from '@platform/ui/ui-provider';
import { useQuery } from '@tanstack/react-query';
import { Check, CircleAlert, CircleX, Clock, Lock, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { trpc } from '../../api/client.ts';
import { formatBytes } from '../../lib/format-bytes.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { Page } from '../../shell/page.tsx';
import { useMay } from '../../shell/workspace-context.tsx';
import { type TextId, useTexts } from '../../texts/use-texts.tsx';

/** What is shown is at most this old while the page is open. */
const renewedEveryMs = 10_000;

export function SystemPage() {
  const t = useTexts();
  const mayRead = useMay('system.read');
  const status = useQuery({
    ...trpc.system.status.queryOptions(),
    enabled: mayRead,
    refetchInterval: renewedEveryMs,
    staleTime: 0,
  });
  return (
    <Page title={t('nav.system')}>
      <PageHeader
        title={t('nav.system')}
        description={t('system.lead')}
        actions={
          mayRead ? (
            <>
              {status.dataUpdatedAt > 0 ? (
                <span className="self-center text-ink-2 text-sm">
                  {t('system.asOf')} <RelativeTime at={new Date(status.dataUpdatedAt)} />
                </span>
              ) : null}
              <Button
                icon={<RotateCw aria-hidden className="size-4" />}
                busy={status.isFetching}
                onClick={() => void status.refetch()}
              >
                {t('system.refresh')}
              </Button>
            </>
          ) : null
        }
      />
      {mayRead ? null : (
        <EmptyState icon={<Lock aria-hidden />} title={t('error.forbidden')}>
          {t('system.forbidden')}
        </EmptyState>
      )}
      {status.error ? (
        <FailurePanel error={status.error} onRetry={() => void status.refetch()} className="mb-4" />
      ) : null}
      {mayRead && status.isPending ? <StatusSkeleton /> : null}
      {status.data ? <Status status={status.data} /> : null}
    </Page>
  );
}

function Status({ status }: { status: SystemStatus }) {
  const t = useTexts();
  const { locale } = useUi();
  const number = (value: number) => value.toLocaleString(locale);
  const { queue, storage, realtime, memory } = status;
  return (
    <div className="flex flex-col gap-8">
      <section aria-labelledby="services">
        <h2 id="services" className="pb-2 font-medium">
          {t('system.services')}
        </h2>
        <ul className="border-line border-t">
          {status.services.map((service) => (
            <ServiceRow key={service.need} service={service} />
          ))}
        </ul>
      </section>
      <div className="grid gap-x-10 gap-y-8 md:grid-cols-2">
        <Facts title={t('system.process')}>
          <Fact name={t('system.version')}>{status.version}</Fact>
          <Fact name={t('system.node')}>{status.nodeVersion}</Fact>
          <Fact name={t('system.role')}>{status.role}</Fact>
          <Fact name={t('system.uptime')}>{formatDuration(status.uptimeMs)}</Fact>
          <Fact name={t('system.rss')}>{formatBytes(memory.rssBytes, locale)}</Fact>
          <Fact name={t('system.heap')}>{formatBytes(memory.heapUsedBytes, locale)}</Fact>
        </Facts>
        <Facts title={t('system.queue')}>
          <Fact name={t('system.queued')}>{number(queue.queued)}</Fact>
          <Fact name={t('system.processing')}>{number(queue.processing)}</Fact>
          <Fact name={t('system.failed')} alarming={queue.failed > 0}>
            {number(queue.failed)}
          </Fact>
          <Fact name={t('system.openAnswers')}>{number(queue.openAnswers)}</Fact>
        </Facts>
        <Facts title={t('system.storage')}>
          <Fact name={t('system.documents')}>{number(storage.documents)}</Fact>
          <Fact name={t('system.chunks')}>{number(storage.chunks)}</Fact>
          <Fact name={t('system.text')}>{formatBytes(storage.textBytes, locale)}</Fact>
          <Fact name={t('system.files')}>{formatBytes(storage.fileBytes, locale)}</Fact>
        </Facts>
        <Facts title={t('system.realtime')}>
          <Fact name={t('system.sockets')}>{number(realtime.sockets)}</Fact>
          <Fact name={t('system.topics')}>{number(realtime.topics)}</Fact>
        </Facts>
      </div>
    </div>
  );
}

const states: Record<Service['state'], { tone: ChipTone; words: TextId; icon: ReactNode }> = {
  ok: { tone: 'ok', words: 'system.stateOk', icon: <Check aria-hidden /> },
  degraded: { tone: 'human', words: 'system.stateDegraded', icon: <CircleAlert aria-hidden /> },
  preparing: { tone: 'info', words: 'system.statePreparing', icon: <Clock aria-hidden /> },
  down: { tone: 'danger', words: 'system.stateDown', icon: <CircleX aria-hidden /> },
};

function ServiceRow({ service }: { service: Service }) {
  const t = useTexts();
  const state = states[service.state];
  return (
    <li className="grid gap-x-6 gap-y-1 border-line border-b py-3 md:grid-cols-[11rem_7.5rem_minmax(0,1fr)_auto] md:items-baseline">
      <p className="font-medium">{service.need}</p>
      <p>
        <Chip tone={state.tone} icon={state.icon}>
          {t(state.words)}
        </Chip>
      </p>
      <div className="wrap-anywhere min-w-0">
        <p>{service.resolved}</p>
        {service.detail ? <p className="text-ink-2 text-sm">{service.detail}</p> : null}
      </div>
      {service.variable ? (
        <p className="wrap-anywhere text-ink-2 text-sm md:text-end">
          <span className="sr-only">{t('system.variable')} </span>
          <code className="font-mono text-xs">{service.variable}</code>
        </p>
      ) : null}
    </li>
  );
}

function Facts(props: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="pb-2 font-medium">{props.title}</h2>
      <dl className="border-line border-t">{props.children}</dl>
    </section>
  );
}

function Fact(props: { name: string; alarming?: boolean; children: string }) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-line border-b py-2">
      <dt className="text-ink-2">{props.name}</dt>
      <dd className={props.alarming ? 'font-medium text-danger' : 'wrap-anywhere text-end'}>
        {props.children}
      </dd>
    </div>
  );
}

function StatusSkeleton() {
  const t = useTexts();
  return (
    <Loading label={t('common.loading')}>
      {Array.from({ length: 8 }, (_, index) => (
        // Placeholders have no identity.
        <div key={index} className="flex gap-6 border-line border-b py-3.5">
          <Skeleton className="w-32" />
          <Skeleton className="w-20" />
          <Skeleton className="w-64 max-md:hidden" />
        </div>
      ))}
    </Loading>
  );
}
