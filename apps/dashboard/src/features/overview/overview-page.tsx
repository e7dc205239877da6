import { PageHeader } from '@platform/ui/page-header';
import { Segmented } from '@platform/ui/segmented';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { queryClient, trpc } from '../../api/client.ts';
import { useTopic } from '../../realtime/realtime.tsx';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { Page } from '../../shell/page.tsx';
import { useMay, useWorkspace } from '../../shell/workspace-context.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { Figures } from './figures.tsx';
import { NextSteps } from './next-steps.tsx';
import { OnboardingChecklist } from './onboarding-checklist.tsx';
import { overviewPeriods } from './overview.routes.tsx';

const route = getRouteApi('/workspace/');

/** How the workspace does and what to do next; a new workspace sees its checklist instead. */
export function OverviewPage() {
  const t = useTexts();
  const onboarding = useQuery({
    ...trpc.workspaces.onboarding.queryOptions(),
    // Steps are done on other pages and other sites: the snippet on the customer's own.
    refetchInterval: ({ state: { data } }) =>
      data && !data.complete && !data.dismissed ? 5_000 : false,
    staleTime: 0,
  });
  const refresh = () =>
    void queryClient.invalidateQueries({ queryKey: trpc.workspaces.onboarding.queryKey() });
  useTopic(onboarding.data?.complete === false ? 'knowledge' : null, {
    onEvent: refresh,
    onReset: refresh,
  });

  const state = onboarding.data;
  // Its steps are for those who may take them.
  const mayPrepare = useMay('workspace.manage');
  return (
    <Page title={t('nav.overview')}>
      {state === undefined ? (
        onboarding.error ? (
          <FailurePanel error={onboarding.error} onRetry={() => void onboarding.refetch()} />
        ) : (
          <OverviewSkeleton label={t('common.loading')} />
        )
      ) : state.complete || state.dismissed || !mayPrepare ? (
        <Insights />
      ) : (
        <OnboardingChecklist onboarding={state} />
      )}
    </Page>
  );
}

function Insights() {
  const t = useTexts();
  const navigate = useNavigate();
  const { membership } = useWorkspace();
  const days = route.useSearch().days ?? 30;
  const overview = useQuery({
    ...trpc.insights.overview.queryOptions({ days }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHeader
        title={t('nav.overview')}
        description={t('overview.lead', { days, workspace: membership.name })}
        actions={
          <Segmented
            label={t('overview.period')}
            value={String(days)}
            options={overviewPeriods.map((period) => ({
              value: String(period),
              label: t('overview.days', { days: period }),
            }))}
            onValueChange={(value) =>
              void navigate({ to: '/', search: { days: Number(value) }, replace: true })
            }
          />
        }
      />
      {overview.data ? (
        <div className="flex flex-col gap-8">
          <Figures overview={overview.data} days={days} />
          <section>
            <h2 className="pb-3 font-medium text-lg">{t('overview.next')}</h2>
            <NextSteps overview={overview.data} />
          </section>
        </div>
      ) : overview.error ? (
        <FailurePanel error={overview.error} onRetry={() => void overview.refetch()} />
      ) : (
        <OverviewSkeleton label={t('common.loading')} />
      )}
    </>
  );
}

function OverviewSkeleton(props: { label: string }) {
  return (
    <Loading label={props.label} className="flex flex-col gap-8">
      <div className="grid grid-cols-1 gap-px overflow-hidden rounded-panel border border-line bg-line sm:grid-cols-2 xl:grid-cols-4">
        {[0, 1, 2, 3].map((index) => (
          <div key={index} className="flex h-36 flex-col gap-3 bg-surface p-4">
            <Skeleton className="w-24" />
            <Skeleton className="h-8 w-16" />
          </div>
        ))}
      </div>
      <Skeleton className="h-64 w-full rounded-panel" />
    </Loading>
  );
}
