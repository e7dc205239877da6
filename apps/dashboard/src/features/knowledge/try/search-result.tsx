import type { SearchHit } from '@platform/api-contract/types';
import { Chip } from '@platform/ui/chip';
import { Link } from '@tanstack/react-router';
import clsx from 'clsx';
import { useMemo } from 'react';
import { useTexts } from '../../../texts/use-texts.tsx';
import { highlightTerms } from './highlight-terms.ts';

/** One passage that would be found: where it stands, its words, and why it was found. */
export function SearchResult(props: {
  hit: SearchHit;
  position: number;
  question: string;
  /** The passage that is open beside the results. */
  open: boolean;
}) {
  const t = useTexts();
  const { hit } = props;
  const { words, meaning } = hit.why;
  const pieces = useMemo(() => highlightTerms(hit.text, words?.terms ?? []), [hit.text, words]);
  return (
    <li
      className={clsx(
        'flex gap-3 border-line border-b py-3 last:border-b-0',
        props.open && '-mx-2 rounded-control bg-selected px-2',
      )}
    >
      <span className="w-5 shrink-0 text-end text-ink-2">{props.position}</span>
      <div className="min-w-0 flex-1">
        <Link
          to="/knowledge/$documentId"
          params={{ documentId: hit.documentId }}
          search={{ start: hit.start, end: hit.end, try: props.question }}
          aria-current={props.open ? 'true' : undefined}
          className="block truncate font-medium text-ink no-underline hover:underline"
        >
          <bdi>{hit.documentTitle}</bdi>
        </Link>
        <Place hit={hit} />
        <p dir="auto" className="wrap-anywhere line-clamp-4 pt-1">
          {pieces.map((piece, index) =>
            piece.matched ? (
              // The pieces of one text are always the same.
              <mark key={index}>{piece.text}</mark>
            ) : (
              piece.text
            ),
          )}
        </p>
        <p className="flex flex-wrap items-center gap-1.5 pt-1.5 text-ink-2 text-xs">
          {words ? (
            <Chip tone="outline">{t('knowledge.whyWords', { rank: words.rank })}</Chip>
          ) : null}
          {meaning ? (
            <Chip tone="outline">
              {t('knowledge.whyMeaning', {
                rank: meaning.rank,
                similarity: meaning.similarity.toFixed(2),
              })}
            </Chip>
          ) : null}
          {words && words.terms.length > 0 ? (
            <span className="wrap-anywhere">
              {t('knowledge.whyTerms', { terms: words.terms.join(', ') })}
            </span>
          ) : null}
        </p>
      </div>
    </li>
  );
}

function Place({ hit }: { hit: SearchHit }) {
  const t = useTexts();
  const parts = [...hit.headingPath];
  if (hit.page !== null) parts.push(t('knowledge.page', { page: hit.page }));
  if (parts.length === 0) return null;
  return (
    <p dir="auto" className="truncate text-ink-2 text-sm">
      {parts.join(' › ')}
    </p>
  );
}
