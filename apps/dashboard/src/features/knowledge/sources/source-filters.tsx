import { Input } from '@platform/ui/input';
import { Segmented } from '@platform/ui/segmented';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useShortcuts } from '../../../shell/shortcuts/use-shortcuts.ts';
import { useTexts } from '../../../texts/use-texts.tsx';
import type { KnowledgeSearch } from '../knowledge-search.ts';

/** A search is asked when the typing rests this long. */
const restMs = 220;

export function SourceFilters(props: {
  search: KnowledgeSearch;
  onChange: (change: KnowledgeSearch) => void;
  counts: { ready: number; processing: number; failed: number; total: number } | undefined;
}) {
  const t = useTexts();
  const field = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState(props.search.q ?? '');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const fromAddress = props.search.q ?? '';
  // Going back in history changes the field too, but never under the typing hand.
  useEffect(() => {
    if (document.activeElement !== field.current) setWords(fromAddress);
  }, [fromAddress]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useShortcuts([
    {
      keys: '/',
      label: t('knowledge.searchLabel'),
      group: t('nav.knowledge'),
      run: () => field.current?.focus(),
    },
  ]);
  const { counts } = props;
  const option = (
    value: 'all' | 'ready' | 'processing' | 'failed',
    label: string,
    count?: number,
  ) => ({
    value,
    label,
    ...(count === undefined ? {} : { count }),
  });
  return (
    <div className="flex flex-wrap items-center gap-2 pb-3">
      <div className="relative w-full sm:w-64">
        <Search
          aria-hidden
          className="pointer-events-none absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-ink-2"
        />
        <Input
          ref={field}
          type="search"
          aria-label={t('knowledge.searchLabel')}
          placeholder={t('knowledge.searchPlaceholder')}
          value={words}
          dir="auto"
          className="ps-8"
          onValueChange={(value) => {
            setWords(value);
            clearTimeout(timer.current);
            timer.current = setTimeout(
              () => props.onChange({ q: value.trim() === '' ? undefined : value.trim() }),
              restMs,
            );
          }}
        />
      </div>
      <div className="scrollbar-thin max-w-full overflow-x-auto">
        <Segmented
          label={t('knowledge.filterLabel')}
          value={props.search.state ?? 'all'}
          onValueChange={(value) => props.onChange({ state: value === 'all' ? undefined : value })}
          options={[
            option('all', t('knowledge.filterAll'), counts?.total),
            option('ready', t('knowledge.filterReady'), counts?.ready),
            option('processing', t('knowledge.filterProcessing'), counts?.processing),
            option('failed', t('knowledge.filterFailed'), counts?.failed),
          ]}
        />
      </div>
    </div>
  );
}
