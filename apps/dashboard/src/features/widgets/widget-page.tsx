import type { Widget } from '@platform/api-contract/types';
import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { Select } from '@platform/ui/select';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { Switch } from '@platform/ui/switch';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { readError } from '../../api/api-error.ts';
import { trpc } from '../../api/client.ts';
import { ListEditor } from '../../lib/list-editor.tsx';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { usePageTitle } from '../../shell/use-page-title.ts';
import { useMay, useWorkspace } from '../../shell/workspace-context.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { IdentityGroup } from './designer/identity-group.tsx';
import { LookFields } from './designer/look-fields.tsx';
import { readOrigin } from './designer/read-origin.ts';
import { SaveBar } from './designer/save-bar.tsx';
import { SeenPages, Snippet } from './designer/snippet.tsx';
import { useWidgetForm, type WidgetFormState } from './designer/use-widget-form.ts';
import { MissingWidget } from './missing-widget.tsx';
import { WidgetPreview } from './preview/widget-preview.tsx';
import { widgetRoute } from './widgets.routes.tsx';

export function WidgetPage() {
  const t = useTexts();
  const { widgetId } = widgetRoute.useParams();
  const widget = useQuery(trpc.widgets.get.queryOptions({ widgetId }));
  usePageTitle(widget.data?.name ?? t('nav.widgets'));
  if (readError(widget.error).code === 'NOT_FOUND') return <MissingWidget />;
  return (
    <div className="mx-auto w-full max-w-[90rem] px-4 pt-4 pb-6 md:px-8">
      <Link
        to="/widgets"
        className="touch-target inline-flex w-fit items-center gap-1.5 pb-3 text-ink-2 no-underline hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-4 rtl:rotate-180" />
        {t('nav.widgets')}
      </Link>
      {widget.data ? <Designer key={widgetId} widget={widget.data} /> : null}
      {widget.error && !widget.data ? (
        <>
          <h1 tabIndex={-1} className="sr-only">
            {t('error.loadFailed')}
          </h1>
          <FailurePanel error={widget.error} onRetry={() => void widget.refetch()} />
        </>
      ) : null}
      {widget.isPending ? (
        <Loading label={t('common.loading')} className="flex max-w-lg flex-col gap-4">
          {Array.from({ length: 8 }, (_, index) => (
            // Placeholders have no identity.
            <Skeleton key={index} className="h-8" />
          ))}
        </Loading>
      ) : null}
    </div>
  );
}

function Designer({ widget }: { widget: Widget }) {
  const t = useTexts();
  const mayChange = useMay('widgets.write');
  const { membership } = useWorkspace();
  const state = useWidgetForm(widget);
  const assistants = useQuery(trpc.assistants.list.queryOptions()).data?.assistants ?? [];
  const chosen = assistants.find((each) => each.id === state.form.assistantId);
  const visible = chosen?.published ?? chosen?.draft;
  const content = {
    assistantName: visible?.name ?? widget.assistantName,
    workspaceName: membership.name,
    greeting: visible?.greeting ?? '',
    suggestedQuestions: visible?.suggestedQuestions ?? [],
    whenUnsure: visible?.whenUnsure ?? 'offer-person',
  };
  return (
    <>
      <header className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3 pb-6">
        <h1 tabIndex={-1} dir="auto" className="wrap-anywhere min-w-0 font-medium text-xl">
          {state.form.name || widget.name}
        </h1>
        <Switch
          label={t(widget.enabled ? 'widgets.enabled' : 'widgets.disabled')}
          checked={widget.enabled}
          disabled={!mayChange || state.switching}
          onCheckedChange={state.setEnabled}
        />
      </header>
      {mayChange ? null : <p className="pb-4 text-ink-2 text-sm">{t('widgets.readOnly')}</p>}
      <div className="flex items-start gap-10 max-xl:flex-col">
        <div className="flex w-full min-w-0 flex-col gap-8 xl:w-[28rem] xl:shrink-0">
          <Group title={t('widgets.groupBasics')}>
            <Basics state={state} assistants={assistants} disabled={!mayChange} widget={widget} />
          </Group>
          <Group title={t('widgets.groupLook')}>
            <LookFields state={state} workspaceName={membership.name} disabled={!mayChange} />
          </Group>
        </div>
        <div className="flex w-full min-w-0 flex-1 flex-col gap-8">
          <WidgetPreview settings={state.form.settings} content={content} />
          <Snippet snippet={widget.snippet} />
          <ListEditor
            label={t('widgets.origins')}
            hint={t('widgets.originsHint')}
            placeholder="https://www.example.com"
            emptyText={t('widgets.originsEmpty')}
            items={state.form.allowedOrigins}
            disabled={!mayChange}
            error={state.errors.allowedOrigins}
            read={(typed) => readOrigin(typed, t('widgets.originWrong', { typed }))}
            onChange={(allowedOrigins) => state.change({ allowedOrigins })}
          />
          <SeenPages pages={widget.seenPages} />
          <IdentityGroup widget={widget} disabled={!mayChange} />
        </div>
      </div>
      <SaveBar state={state} />
    </>
  );
}

function Basics(props: {
  state: WidgetFormState;
  widget: Widget;
  assistants: readonly { id: string; draft: { name: string }; published: unknown }[];
  disabled: boolean;
}) {
  const t = useTexts();
  const { state, widget } = props;
  const options = props.assistants.map((each) => ({
    value: each.id,
    label: each.draft.name,
    ...(each.published === null ? { hint: t('assistants.neverPublished') } : {}),
  }));
  if (!options.some((each) => each.value === widget.assistantId)) {
    options.push({ value: widget.assistantId, label: widget.assistantName });
  }
  const emptyName = state.form.name.trim() === '' ? t('widgets.required') : undefined;
  return (
    <>
      <FormField
        label={t('widgets.name')}
        hint={t('widgets.nameHint')}
        error={emptyName ?? state.errors.name}
      >
        <Input
          dir="auto"
          maxLength={60}
          value={state.form.name}
          disabled={props.disabled}
          onValueChange={(name) => state.change({ name })}
        />
      </FormField>
      <FormField label={t('widgets.assistant')} error={state.errors.assistantId}>
        <Select
          label={t('widgets.assistant')}
          value={state.form.assistantId}
          disabled={props.disabled}
          options={options}
          onValueChange={(assistantId) => state.change({ assistantId })}
        />
      </FormField>
    </>
  );
}

function Group(props: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4">
      <h2 className="border-line border-b pb-2 font-medium text-lg">{props.title}</h2>
      {props.children}
    </section>
  );
}
