import type {
  AnswerBlock,
  AnswerInline,
  AnswerSentence,
  AnswerTree,
  Citation,
} from '@platform/api-contract/types';
import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import type { ViewProps } from './view-props.ts';

interface AnswerProps extends Pick<ViewProps, 't'> {
  readonly tree: AnswerTree;
  readonly showSources: boolean;
  /** Absent while the answer is still being written: a citation opens once its message exists. */
  readonly onCite?: ((number: number) => void) | undefined;
}

/** Draws the server's tree. Everything in it becomes text nodes; a link keeps only an http address. */
export function AnswerView({ tree, showSources, onCite, t }: AnswerProps) {
  const titles = new Map(tree.citations.map((each) => [each.number, each.documentTitle]));
  const sentence = (each: AnswerSentence, i: number) => (
    <span key={i} class={each.support === 'unsupported' ? 'unsupported' : undefined}>
      {i > 0 && ' '}
      {each.inlines.map(inline)}
      {showSources &&
        each.citations.map((number) => (
          <sup key={number}>
            <button
              type="button"
              class="cite"
              disabled={!onCite}
              aria-label={t('source', { n: number, title: titles.get(number) ?? '' })}
              onClick={() => onCite?.(number)}
            >
              {number}
            </button>
          </sup>
        ))}
      {each.support === 'unsupported' && <small> ({t('unsupported')})</small>}
    </span>
  );
  const block = (each: AnswerBlock, i: number): ComponentChildren => {
    switch (each.type) {
      case 'paragraph':
        return <p key={i}>{each.sentences.map(sentence)}</p>;
      case 'heading':
        return <h3 key={i}>{each.sentences.map(sentence)}</h3>;
      case 'code':
        return (
          <pre key={i} dir="ltr">
            {each.text}
          </pre>
        );
      case 'list': {
        const items = each.items.map((item, n) => <li key={n}>{item.map(sentence)}</li>);
        return each.ordered ? <ol key={i}>{items}</ol> : <ul key={i}>{items}</ul>;
      }
    }
  };
  return (
    <>
      <div class="words" dir="auto">
        {tree.blocks.map(block)}
      </div>
      {showSources && tree.citations.length > 0 && (
        <Sources citations={tree.citations} onCite={onCite} t={t} />
      )}
    </>
  );
}

function inline(each: AnswerInline, i: number): ComponentChildren {
  if (each.type === 'link') {
    return /^https?:/i.test(each.href) ? (
      <a key={i} href={each.href} target="_blank" rel="noopener noreferrer nofollow">
        {each.text}
      </a>
    ) : (
      each.text
    );
  }
  switch (each.mark) {
    case 'bold':
      return <b key={i}>{each.text}</b>;
    case 'italic':
      return <i key={i}>{each.text}</i>;
    case 'code':
      return <code key={i}>{each.text}</code>;
    default:
      return each.text;
  }
}

function Sources({
  citations,
  onCite,
  t,
}: Pick<AnswerProps, 'onCite' | 't'> & { citations: readonly Citation[] }) {
  const place = ({ headingPath, page }: Citation) =>
    page === null ? headingPath.at(-1) : t('page', { n: page });
  // Several citations of one place are one chip, which opens the first of them.
  const places = new Map<string, Citation[]>();
  for (const each of citations) {
    const key = `${each.documentId} ${place(each)}`;
    places.set(key, [...(places.get(key) ?? []), each]);
  }
  return (
    <ul class="sources" aria-label={t('sources')}>
      {[...places.values()].map(
        ([first, ...others]) =>
          first && (
            <li key={first.number}>
              <button type="button" disabled={!onCite} onClick={() => onCite?.(first.number)}>
                <Icon name="page" />
                <span class="n">{[first, ...others].map((each) => each.number).join(', ')}</span>
                <bdi>{first.documentTitle}</bdi>
                <span class="where">{place(first)}</span>
              </button>
            </li>
          ),
      )}
    </ul>
  );
}
