import type { Severity } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { Select } from '@platform/ui/select';
import { useQuery } from '@tanstack/react-query';
import { trpc } from '../../api/client.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import type { AuditSearch } from './audit-search.ts';
import { actionWords } from './audit-words.ts';

const any = 'any';
const severities: readonly Severity[] = ['info', 'notice', 'warning', 'critical'];

export function AuditFilters(props: {
  search: AuditSearch;
  onChange: (change: AuditSearch) => void;
  isFiltered: boolean;
}) {
  const t = useTexts();
  const { search, onChange } = props;
  const facets = useQuery(trpc.audit.facets.queryOptions()).data;
  const chosen = (value: string) => (value === any ? undefined : value);
  /** What the address asks for stands in its list, whether or not there is such a one. */
  const withChosen = (values: readonly string[], value: string | undefined) =>
    value === undefined || values.includes(value) ? values : [...values, value];
  const actions = withChosen(facets?.actions ?? [], search.action);
  const actors = facets?.actors ?? [];
  const names = new Map(actors.map(({ id, name }) => [id, name]));
  const actorIds = withChosen(
    actors.map(({ id }) => id),
    search.actor,
  );
  return (
    <section
      aria-label={t('audit.filters')}
      className="grid grid-cols-2 gap-3 pb-5 lg:grid-cols-3 xl:grid-cols-6"
    >
      <FormField label={t('audit.action')}>
        <Select
          label={t('audit.action')}
          value={search.action ?? any}
          onValueChange={(value) => onChange({ action: chosen(value) })}
          options={[
            { value: any, label: t('audit.anyAction') },
            ...actions.map((value) => ({ value, label: actionWords(value) })),
          ]}
        />
      </FormField>
      <FormField label={t('audit.actor')}>
        <Select
          label={t('audit.actor')}
          value={search.actor ?? any}
          onValueChange={(value) => onChange({ actor: chosen(value) })}
          options={[
            { value: any, label: t('audit.anyActor') },
            ...actorIds.map((value) => ({ value, label: names.get(value) ?? value })),
          ]}
        />
      </FormField>
      <FormField label={t('audit.target')}>
        <Input
          key={search.target ?? ''}
          defaultValue={search.target ?? ''}
          placeholder={t('audit.targetPlaceholder')}
          onBlur={(event) => {
            const value = event.currentTarget.value.trim();
            if (value !== (search.target ?? '')) onChange({ target: value || undefined });
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
          }}
        />
      </FormField>
      <FormField label={t('audit.severity')}>
        <Select
          label={t('audit.severity')}
          value={search.severity ?? any}
          onValueChange={(value) => onChange({ severity: value === any ? undefined : value })}
          options={[
            { value: any, label: t('audit.anySeverity') },
            ...severities.map((value) => ({ value, label: t(`audit.severity.${value}`) })),
          ]}
        />
      </FormField>
      <FormField label={t('audit.from')}>
        <Input
          type="date"
          value={search.from ?? ''}
          max={search.to}
          onValueChange={(value) => onChange({ from: value || undefined })}
        />
      </FormField>
      <FormField label={t('audit.to')}>
        <Input
          type="date"
          value={search.to ?? ''}
          min={search.from}
          onValueChange={(value) => onChange({ to: value || undefined })}
        />
      </FormField>
      {props.isFiltered ? (
        <Button
          className="justify-self-start"
          onClick={() =>
            onChange({
              action: undefined,
              actor: undefined,
              target: undefined,
              severity: undefined,
              from: undefined,
              to: undefined,
            })
          }
        >
          {t('audit.clear')}
        </Button>
      ) : null}
    </section>
  );
}
