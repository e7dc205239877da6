import clsx from 'clsx';
import { CircleAlert, FileText } from 'lucide-react';
import { Fragment } from 'react';
import { useUi } from './ui-provider.tsx';

/* The shape of an answer as this view needs it; the contract's AnswerTree fits it. */
export type AnswerViewInline =
  | { type: 'text'; text: string; mark?: 'bold' | 'italic' | 'code' | undefined }
  | { type: 'link'; href: string; text: string };
export type AnswerViewSentence = {
  inlines: readonly AnswerViewInline[];
  citations: readonly number[];
  support: 'supported' | 'not-needed' | 'unsupported';
};
export type AnswerViewBlock =
  | { type: 'paragraph' | 'heading'; sentences: readonly AnswerViewSentence[] }
  | { type: 'list'; ordered: boolean; items: readonly (readonly AnswerViewSentence[])[] }
  | { type: 'code'; text: string };
export type AnswerViewCitation = {
  number: number;
  documentId: string;
  documentTitle: string;
  headingPath: readonly string[];
  page: number | null;
  start: number;
  end: number;
  quote: string;
};
export type AnswerViewTree<Citation extends AnswerViewCitation> = {
  blocks: readonly AnswerViewBlock[];
  citations: readonly Citation[];
};

/**
 * Renders an answer: text, superscript numbers that open the proof, and a row of source chips. The
 * tree was checked on the server; nothing here turns text into markup.
 */
export function AnswerView<Citation extends AnswerViewCitation>(props: {
  answer: AnswerViewTree<Citation>;
  onCite: (citation: Citation) => void;
  /** The thin rule at the start edge that says "the AI wrote this". */
  rule?: boolean;
  className?: string;
}) {
  const byNumber = new Map(props.answer.citations.map((each) => [each.number, each]));
  const cite = (number: number) => {
    const citation = byNumber.get(number);
    return citation ? (
      <CitationMark key={number} citation={citation} onCite={props.onCite} />
    ) : null;
  };
  return (
    <div
      dir="auto"
      className={clsx(
        'wrap-anywhere flex flex-col gap-2',
        props.rule && 'border-ai border-s-2 ps-3',
        props.className,
      )}
    >
      {props.answer.blocks.map((block, index) => (
        // An answer only ever grows at its end.
        <Block key={index} block={block} cite={cite} />
      ))}
      <SourceChips citations={props.answer.citations} onCite={props.onCite} />
    </div>
  );
}

type Cite = (number: number) => React.ReactNode;

function Block({ block, cite }: { block: AnswerViewBlock; cite: Cite }) {
  switch (block.type) {
    case 'paragraph':
      return (
        <p>
          <Sentences sentences={block.sentences} cite={cite} />
        </p>
      );
    case 'heading':
      return (
        <p className="font-medium">
          <Sentences sentences={block.sentences} cite={cite} />
        </p>
      );
    case 'code':
      return (
        <pre className="scrollbar-thin overflow-x-auto rounded-control border border-line bg-paper p-3 font-mono text-sm">
          <code>{block.text}</code>
        </pre>
      );
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List
          className={clsx('flex flex-col gap-1 ps-5', block.ordered ? 'list-decimal' : 'list-disc')}
        >
          {block.items.map((item, index) => (
            // An answer only ever grows at its end.
            <li key={index}>
              <Sentences sentences={item} cite={cite} />
            </li>
          ))}
        </List>
      );
    }
  }
}

function Sentences(props: { sentences: readonly AnswerViewSentence[]; cite: Cite }) {
  return props.sentences.map((sentence, index) => (
    // An answer only ever grows at its end.
    <Fragment key={index}>
      {index > 0 ? ' ' : null}
      <Sentence sentence={sentence} cite={props.cite} />
    </Fragment>
  ));
}

function Sentence(props: { sentence: AnswerViewSentence; cite: Cite }) {
  const { words } = useUi();
  const { sentence } = props;
  const [body, tail] =
    sentence.citations.length > 0 ? splitTail(sentence) : [sentence.inlines, null];
  return (
    <span className={clsx(sentence.support === 'unsupported' && 'text-ink-2')}>
      {body.map((inline, position) => (
        // A sentence never changes once it is written.
        <Inline key={position} inline={inline} />
      ))}
      <span className={clsx(tail && 'whitespace-nowrap')}>
        {tail ? <Inline inline={tail} /> : null}
        {sentence.citations.map(props.cite)}
      </span>
      {sentence.support === 'unsupported' ? (
        <span className="ms-1 inline-flex items-center gap-1 text-danger text-xs">
          <CircleAlert aria-hidden className="size-3" />
          {words.unsupported}
        </span>
      ) : null}
    </span>
  );
}

/** A word longer than this may break away from its number, for it could not fit a narrow line. */
const longestTail = 20;

/** Takes the last word off, so that it can stay on one line with the numbers that follow it. */
function splitTail(
  sentence: AnswerViewSentence,
): [readonly AnswerViewInline[], AnswerViewInline | null] {
  const last = sentence.inlines.at(-1);
  if (last?.type !== 'text') return [sentence.inlines, null];
  const at = last.text.lastIndexOf(' ') + 1;
  const word = last.text.slice(at);
  if (word === '' || word.length > longestTail) return [sentence.inlines, null];
  const before = sentence.inlines.slice(0, -1);
  return [
    at > 0 ? [...before, { ...last, text: last.text.slice(0, at) }] : before,
    { ...last, text: word },
  ];
}

function Inline({ inline }: { inline: AnswerViewInline }) {
  if (inline.type === 'link') {
    return (
      <a
        href={inline.href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="text-ai underline underline-offset-2"
      >
        {inline.text}
      </a>
    );
  }
  switch (inline.mark) {
    case 'bold':
      return <strong className="font-medium">{inline.text}</strong>;
    case 'italic':
      return <em>{inline.text}</em>;
    case 'code':
      return <code className="rounded-chip bg-hover px-1 font-mono text-sm">{inline.text}</code>;
    case undefined:
      return inline.text;
  }
}

function CitationMark<Citation extends AnswerViewCitation>(props: {
  citation: Citation;
  onCite: (citation: Citation) => void;
}) {
  const { words } = useUi();
  const { number, documentTitle } = props.citation;
  return (
    <sup className="leading-none">
      <button
        type="button"
        onClick={() => props.onCite(props.citation)}
        aria-label={`${words.source} ${number}: ${documentTitle}`}
        title={documentTitle}
        className="-my-2 inline-flex min-h-5 items-center justify-center rounded-chip px-1 pointer-coarse:min-h-6 pointer-coarse:px-1.5 font-medium text-ai text-xs hover:bg-ai-weak hover:underline"
      >
        {number}
      </button>
    </sup>
  );
}

/** One chip for each document, with the numbers of its citations: five of one are not five sources. */
function SourceChips<Citation extends AnswerViewCitation>(props: {
  citations: readonly Citation[];
  onCite: (citation: Citation) => void;
}) {
  const byDocument = new Map<string, [Citation, ...Citation[]]>();
  for (const citation of props.citations) {
    const others = byDocument.get(citation.documentId);
    if (others) others.push(citation);
    else byDocument.set(citation.documentId, [citation]);
  }
  if (byDocument.size === 0) return null;
  return (
    <ul className="flex flex-wrap gap-1.5 pt-1">
      {[...byDocument.entries()].map(([documentId, [first, ...others]]) => (
        <li
          key={documentId}
          className="flex min-w-0 max-w-72 items-stretch rounded-chip border border-line bg-surface text-xs"
        >
          <button
            type="button"
            onClick={() => props.onCite(first)}
            className="touch-target inline-flex min-h-6 min-w-0 items-center gap-1.5 rounded-chip px-1.5 text-ink-2 hover:bg-hover hover:text-ink"
          >
            <FileText aria-hidden className="size-3 shrink-0" />
            <span className="truncate" dir="auto">
              {first.documentTitle}
              {first.page === null || others.length > 0 ? '' : ` · ${first.page}`}
            </span>
            <span className="font-medium text-ai">{first.number}</span>
          </button>
          {others.map((citation) => (
            <SourceNumber key={citation.number} citation={citation} onCite={props.onCite} />
          ))}
        </li>
      ))}
    </ul>
  );
}

function SourceNumber<Citation extends AnswerViewCitation>(props: {
  citation: Citation;
  onCite: (citation: Citation) => void;
}) {
  const { words } = useUi();
  const { number, documentTitle } = props.citation;
  return (
    <button
      type="button"
      onClick={() => props.onCite(props.citation)}
      aria-label={`${words.source} ${number}: ${documentTitle}`}
      className="touch-target inline-flex min-w-6 shrink-0 items-center justify-center rounded-chip font-medium text-ai hover:bg-ai-weak"
    >
      {number}
    </button>
  );
}
