import { Button } from '@platform/ui/button';
import { IconButton } from '@platform/ui/icon-button';
import { Input } from '@platform/ui/input';
import { Select } from '@platform/ui/select';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Search, X } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useState } from 'react';
import { trpc } from '../../../api/client.ts';
import { useTexts } from '../../../texts/use-texts.tsx';
import { type InboxSearch, type InboxView, inboxViews } from '../inbox-view.ts';

/** How long the hand must rest before the address, and with it the list, follows the search. */
const settleMs = 220;

/** What the list shows. All of it stands in the address: a view can be sent to a colleague. */
export function ListFilters(props: {
  search: InboxSearch;
  /** Of the one visitor whose conversations are shown, where they gave one. */
  visitorName: string | null;
  searchField: RefObject<HTMLInputElement | null>;
}) {
  const t = useTexts();
  const navigate = useNavigate();
  const counts = useQuery(trpc.conversations.counts.queryOptions()).data;
  const [words, setWords] = useState(props.search.q ?? '');

  const change = (next: Partial<InboxSearch>) =>
    void navigate({ to: '.', search: (now) => ({ ...now, ...next }), replace: true });

  // The address may change by itself (back, a link of the palette): the field follows.
  useEffect(() => setWords(props.search.q ?? ''), [props.search.q]);
  useEffect(() => {
    if (words === (props.search.q ?? '')) return;
    const timer = setTimeout(() => {
      const q = words.trim() === '' ? undefined : words;
      void navigate({ to: '.', search: (now) => ({ ...now, q }), replace: true });
    }, settleMs);
    return () => clearTimeout(timer);
  }, [words, props.search.q, navigate]);

  const countOf: Partial<Record<InboxView, number | undefined>> = {
    open: counts?.open,
    waiting: counts?.waiting,
    mine: counts?.mine,
    unassigned: counts?.unassigned,
    ai: counts?.ai,
    resolved: counts?.resolved,
  };
  const options = inboxViews.map((value) => {
    const label = t(`inbox.view.${value}`);
    const count = countOf[value];
    return {
      value,
      label: count === undefined ? label : t('inbox.viewCount', { label, count }),
    };
  });

  return (
    <div className="flex flex-col gap-2 border-line border-b px-4 pt-3 pb-3">
      <Select
        label={t('inbox.view')}
        value={props.search.view ?? 'open'}
        onValueChange={(view) => change({ view: view === 'open' ? undefined : view })}
        options={options}
      />
      <div className="relative">
        <Search
          aria-hidden
          className="absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-ink-2"
        />
        <Input
          ref={props.searchField}
          type="search"
          aria-label={t('inbox.search')}
          placeholder={t('inbox.search')}
          value={words}
          onValueChange={setWords}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              setWords('');
              event.currentTarget.blur();
            }
          }}
          className="ps-8 pe-8 [&::-webkit-search-cancel-button]:hidden"
        />
        {words ? (
          <IconButton
            label={t('inbox.clearSearch')}
            onClick={() => setWords('')}
            className="absolute end-0 top-0"
          >
            <X aria-hidden />
          </IconButton>
        ) : null}
      </div>
      {props.search.tag ? (
        <FilterButton
          removes={t('inbox.tagFilterRemove')}
          onRemove={() => change({ tag: undefined })}
        >
          {t('inbox.tagFilter', { tag: props.search.tag })}
        </FilterButton>
      ) : null}
      {props.search.visitor ? (
        <FilterButton
          removes={t('inbox.visitorFilterRemove')}
          onRemove={() => change({ visitor: undefined })}
        >
          {t('inbox.visitorFilter', { name: props.visitorName ?? t('inbox.visitorUnnamed') })}
        </FilterButton>
      ) : null}
    </div>
  );
}

function FilterButton(props: { removes: string; onRemove: () => void; children: ReactNode }) {
  return (
    <Button
      size="sm"
      icon={<X aria-hidden className="size-3.5" />}
      title={props.removes}
      onClick={props.onRemove}
      className="max-w-full self-start"
    >
      <span dir="auto" className="truncate">
        {props.children}
      </span>
      <span className="sr-only">. {props.removes}</span>
    </Button>
  );
}
