import type { RetentionKind, RetentionPreview } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { Dialog } from '@platform/ui/dialog';
import { Select } from '@platform/ui/select';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { toast } from '@platform/ui/toast';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queryClient, trpc } from '../../../api/client.ts';
import { FailurePanel } from '../../../shell/failure-panel.tsx';
import { useTexts } from '../../../texts/use-texts.tsx';
import { failed } from '../use-exports.ts';
import { choices, isChanged, type Rules, rulesOf, toInput } from './rules.ts';

/** Rules by kind; what they would delete is counted before they are saved. */
export function RetentionGroup() {
  const t = useTexts();
  const saved = useQuery({ ...trpc.data.retention.queryOptions(), staleTime: 0 });
  const [chosen, setChosen] = useState<Rules | null>(null);
  const [confirming, setConfirming] = useState(false);
  const rules = chosen ?? (saved.data ? rulesOf(saved.data) : null);
  const dirty = chosen !== null && saved.data !== undefined && isChanged(saved.data, chosen);
  const preview = useQuery({
    ...trpc.data.previewRetention.queryOptions({ rules: toInput(rules ?? {}) }),
    enabled: dirty,
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  const save = useMutation({
    mutationFn: () => api.data.setRetention.mutate({ rules: toInput(rules ?? {}) }),
    onSuccess: (told) => {
      queryClient.setQueryData(trpc.data.retention.queryKey(), told);
      setChosen(null);
      setConfirming(false);
      toast.say(t('retention.saved'));
    },
    onError: failed,
  });
  if (saved.error && !saved.data) {
    return <FailurePanel error={saved.error} onRetry={() => void saved.refetch()} />;
  }
  if (!saved.data || rules === null) {
    return (
      <Loading label={t('common.loading')} className="flex flex-col gap-3">
        {[0, 1, 2].map((each) => (
          <Skeleton key={each} className="h-10" />
        ))}
      </Loading>
    );
  }
  const shown = dirty ? (preview.data ?? saved.data) : saved.data;
  const due = shown.kinds.filter((each) => each.days !== null && each.due > 0);
  return (
    <div className="flex flex-col gap-4">
      <ul aria-label={t('retention.title')} className="border-line border-t">
        {shown.kinds.map((each) => (
          <KindRow
            key={each.kind}
            found={each}
            days={rules[each.kind] ?? null}
            onChange={(days) => setChosen({ ...rules, [each.kind]: days })}
          />
        ))}
      </ul>
      {preview.error ? <FailurePanel error={preview.error} /> : null}
      <div className="flex gap-2">
        <Button
          variant="primary"
          disabled={!dirty || preview.isFetching || preview.error !== null}
          busy={save.isPending}
          onClick={() => (due.length > 0 ? setConfirming(true) : save.mutate())}
        >
          {t('retention.save')}
        </Button>
        {dirty ? (
          <Button variant="quiet" onClick={() => setChosen(null)}>
            {t('common.cancel')}
          </Button>
        ) : null}
      </div>
      <Dialog
        open={confirming}
        onOpenChange={setConfirming}
        title={t('retention.confirmTitle')}
        description={t('retention.confirmLead')}
        footer={
          <>
            <Button onClick={() => setConfirming(false)}>{t('common.cancel')}</Button>
            <Button variant="danger" busy={save.isPending} onClick={() => save.mutate()}>
              {t('retention.confirm')}
            </Button>
          </>
        }
      >
        <ul className="list-disc ps-5">
          {due.map(({ kind, due: count, days }) => (
            <li key={kind}>
              {t(`retention.confirmLine.${kind}`, { due: count, days: days ?? 0 })}
            </li>
          ))}
        </ul>
      </Dialog>
    </div>
  );
}

function KindRow(props: {
  found: RetentionPreview['kinds'][number];
  days: number | null;
  onChange: (days: number | null) => void;
}) {
  const t = useTexts();
  const { kind, due, total } = props.found;
  const words = (days: number | null) => {
    if (days !== null) return t('retention.days', { days });
    return t(kind === 'exports' ? 'retention.week' : 'retention.keep');
  };
  const isShown = props.found.days === props.days;
  return (
    <li className="grid gap-x-4 gap-y-2 border-line border-b py-3 sm:grid-cols-[minmax(0,1fr)_13rem]">
      <div className="min-w-0">
        <p className="font-medium">{t(`retention.${kind}`)}</p>
        <p className="text-ink-2 text-sm">{t(`retention.${kind satisfies RetentionKind}Hint`)}</p>
        <p
          className={props.days !== null && due > 0 ? 'text-danger text-sm' : 'text-ink-2 text-sm'}
        >
          {props.days === null || !isShown
            ? t('retention.total', { total })
            : t('retention.due', { due, total })}
        </p>
      </div>
      <Select
        label={t(`retention.${kind}`)}
        value={String(props.days ?? 'keep')}
        onValueChange={(value) => props.onChange(value === 'keep' ? null : Number(value))}
        options={choices(kind, props.days).map((days) => ({
          value: String(days ?? 'keep'),
          label: words(days),
        }))}
      />
    </li>
  );
}
