import type { DocumentReader } from '@platform/api-contract/types';
import clsx from 'clsx';
import { memo, useEffect, useMemo, useRef } from 'react';
import { useMediaQuery } from '../../../lib/use-media-query.ts';
import { useTexts } from '../../../texts/use-texts.tsx';
import { type Block, groupBlocks, markIn, splitBlocks } from './split-blocks.ts';

export type Span = { start: number; end: number };

/**
 * The stored text, which is only ever text: what a document brought as markup was taken out before it
 * was stored, and nothing is turned into markup here. Groups out of view are in the page (so that the
 * browser finds words in them) but not drawn.
 */
export function ReaderText(props: {
  source: DocumentReader;
  mark: Span | null;
  onMark: (span: Span) => void;
}) {
  const t = useTexts();
  const { source, mark } = props;
  const groups = useMemo(() => groupBlocks(splitBlocks(source)), [source]);
  const article = useRef<HTMLElement>(null);
  const wide = useMediaQuery('(min-width: 64rem)');
  const start = mark?.start;
  const end = mark?.end;

  useEffect(() => {
    if (start === undefined || end === undefined) return;
    const show = () => article.current?.querySelector('mark')?.scrollIntoView({ block: 'center' });
    show();
    // Groups that were not drawn yet had an estimated height: once more when they have their own.
    const frame = requestAnimationFrame(() => requestAnimationFrame(show));
    return () => cancelAnimationFrame(frame);
  }, [start, end]);

  return (
    <article
      ref={article}
      dir="auto"
      aria-label={t('knowledge.textLabel')}
      className="wrap-anywhere text-lg leading-7"
    >
      {groups.map((group) => {
        const first = group[0]?.start ?? 0;
        const last = group.at(-1)?.end ?? 0;
        const inside = mark && mark.start < last && mark.end > first ? mark : null;
        return (
          <Group
            key={first}
            group={group}
            wide={wide}
            source={source}
            mark={inside}
            onMark={props.onMark}
          />
        );
      })}
    </article>
  );
}

/** Seen in this type size: a line of the column beside the margin, and one of a phone. */
const charsPerLine = { wide: 84, narrow: 42 };
const linePx = 28;
const betweenBlocksPx = 12;

/**
 * About how high a group will be, so that the scrollbar tells the truth before it is drawn. Rather too
 * much: what is drawn above the reader then moves nothing down over it.
 */
function guessHeightPx(group: readonly Block[], wide: boolean): number {
  const perLine = wide ? charsPerLine.wide : charsPerLine.narrow;
  return group.reduce((sum, block) => {
    const marks = wide ? 0 : block.passages.length * 44;
    return sum + Math.ceil((block.end - block.start) / perLine) * linePx + betweenBlocksPx + marks;
  }, 0);
}

type GroupProps = {
  group: readonly Block[];
  wide: boolean;
  source: DocumentReader;
  mark: Span | null;
  onMark: (span: Span) => void;
};

// A new mark draws two groups anew and not five hundred: `onMark` is always the same in meaning.
const Group = memo(
  function Group(props: GroupProps) {
    return (
      <div
        className="[content-visibility:auto]"
        style={{ containIntrinsicBlockSize: `auto ${guessHeightPx(props.group, props.wide)}px` }}
      >
        {props.group.map((block) => (
          <BlockRow key={block.start} {...props} block={block} />
        ))}
      </div>
    );
  },
  (one, other) =>
    one.group === other.group &&
    one.wide === other.wide &&
    one.mark?.start === other.mark?.start &&
    one.mark?.end === other.mark?.end,
);

function BlockRow({ block, source, mark, onMark }: GroupProps & { block: Block }) {
  const t = useTexts();
  return (
    <>
      {block.page === null ? null : (
        <p className="my-4 flex items-center gap-3 text-ink-2 text-xs" dir="ltr">
          <span className="h-px w-6 bg-line" />
          {t('knowledge.page', { page: block.page })}
          <span className="h-px flex-1 bg-line" />
        </p>
      )}
      <div
        className={clsx(
          'lg:grid lg:grid-cols-[minmax(0,1fr)_7.5rem] lg:gap-6',
          !block.continues && (block.level === null ? 'pb-3' : 'pt-4 pb-2'),
        )}
      >
        <BlockText block={block} text={source.text} mark={markIn(block, mark)} />
        {block.passages.length === 0 ? null : (
          <ul className="flex flex-wrap gap-x-3 max-lg:pt-1 lg:flex-col lg:border-line lg:border-s lg:ps-3">
            {block.passages.map((index) => {
              const passage = source.passages[index];
              return passage ? (
                <li key={passage.id}>
                  <PassageButton
                    number={index + 1}
                    marked={mark?.start === passage.start && mark.end === passage.end}
                    onClick={() => onMark({ start: passage.start, end: passage.end })}
                  />
                </li>
              ) : null;
            })}
          </ul>
        )}
      </div>
    </>
  );
}

function PassageButton(props: { number: number; marked: boolean; onClick: () => void }) {
  const t = useTexts();
  return (
    <button
      type="button"
      aria-pressed={props.marked}
      aria-label={t('knowledge.passageMark', { number: props.number })}
      onClick={props.onClick}
      className={clsx(
        'touch-target whitespace-nowrap rounded-chip px-1 py-0.5 text-sm leading-5 hover:bg-hover hover:text-ink',
        props.marked ? 'bg-highlight text-ink' : 'text-ink-2',
      )}
    >
      {t('knowledge.passage', { number: props.number })}
    </button>
  );
}

function BlockText(props: { block: Block; text: string; mark: Span | null }) {
  const { block, text, mark } = props;
  const words = mark ? (
    <>
      {text.slice(block.start, mark.start)}
      <mark>{text.slice(mark.start, mark.end)}</mark>
      {text.slice(mark.end, block.end)}
    </>
  ) : (
    text.slice(block.start, block.end)
  );
  if (block.level === null) return <p className="whitespace-pre-wrap">{words}</p>;
  const className = block.level === 1 ? 'font-medium text-xl' : 'font-medium';
  // The page's own heading is the first level; the document's begin below it.
  if (block.level === 1) return <h2 className={className}>{words}</h2>;
  if (block.level === 2) return <h3 className={className}>{words}</h3>;
  return <h4 className={className}>{words}</h4>;
}
