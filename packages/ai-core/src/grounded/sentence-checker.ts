import type { AnswerPart, AnswerSentence, Citation, Placement } from '@platform/api-contract/types';
import { tokenise } from '@platform/shared/text/tokens';
import type { AssistantSettings } from '../answering/answer-events.ts';
import { addressesModel } from '../extractive/addresses-model.ts';
import type { Passage } from '../retrieval-port.ts';
import { readInline } from './inline-text.ts';
import type { RawSentence } from './sentence-stream.ts';
import { findSupport, indexPassage, type Support } from './support-check.ts';
import { isLeadIn, isOffer, saysNotFound } from './unproven.ts';

export interface SentenceChecker {
  /** The parts that may be said now: none, one, or a held-back lead-in with what it leads into. */
  check(sentence: RawSentence, passages: readonly Passage[]): AnswerPart[];
  /** Content sentences that were not borne by a passage. */
  readonly removed: number;
  /** Sentences said with proof. */
  readonly supported: number;
  /** The model said that the passages do not answer. */
  readonly notFound: boolean;
}

/** Said before, in other words: the share of terms at which a sentence adds nothing. */
const SAME = 0.8;
const MAX_CODE_CHARS = 4_000;

const contentTerms = (text: string): Set<string> =>
  new Set(tokenise(text).flatMap(({ term, stop }) => (stop ? [] : [term])));

function repeats(terms: ReadonlySet<string>, earlier: readonly ReadonlySet<string>[]): boolean {
  if (terms.size === 0) return false;
  return earlier.some((before) => {
    const shared = [...terms].filter((term) => before.has(term)).length;
    return shared / Math.max(terms.size, before.size) >= SAME;
  });
}

/** An unapproved address may be shown as words only if it stands in the passage so, and carries nothing. */
function urlsAreQuoted(urls: readonly string[], support: readonly Support[]): boolean {
  return urls.every(
    (url) => !/[?#@]/.test(url) && support.some(({ passage }) => passage.text.includes(url)),
  );
}

/**
 * Lets through only sentences that passages bear, each with the spans that do. Keeps the numbers of
 * citations over the whole answer, also when one model takes over from another, and drops what has been
 * said already.
 */
export function sentenceChecker(
  assistant: AssistantSettings,
  workspaceName: string,
): SentenceChecker {
  const known = contentTerms(`${workspaceName} ${assistant.name}`);
  const indexes = new Map<Passage, ReturnType<typeof indexPassage>>();
  const citations: Citation[] = [];
  const said: ReadonlySet<string>[] = [];
  let heldBack: AnswerPart | null = null;
  let dropped = false;
  let removed = 0;
  let supported = 0;
  let notFound = false;

  const indexed = (passage: Passage) => {
    const found = indexes.get(passage) ?? indexPassage(passage);
    indexes.set(passage, found);
    return found;
  };

  const cite = (support: readonly Support[]): { numbers: number[]; fresh: Citation[] } => {
    const fresh: Citation[] = [];
    const numbers = support.map(({ passage, start, end }) => {
      const same = citations.find(
        (each) =>
          each.documentId === passage.documentId && each.start === start && each.end === end,
      );
      if (same) return same.number;
      const citation: Citation = {
        number: citations.length + 1,
        documentId: passage.documentId,
        documentTitle: passage.documentTitle,
        chunkId: passage.chunkId,
        headingPath: passage.headingPath,
        page: passage.page,
        start,
        end,
        quote: passage.text.slice(start - passage.start, end - passage.start),
      };
      citations.push(citation);
      fresh.push(citation);
      return citation.number;
    });
    return { numbers, fresh };
  };

  const part = (
    placement: Placement,
    sentence: AnswerSentence,
    newCitations: Citation[] = [],
  ): AnswerPart => {
    // The sentence that opened the paragraph may have been removed: the next one opens it then.
    const at = placement === 'continue' && dropped ? 'paragraph' : placement;
    dropped = false;
    return { placement: at, sentence, newCitations };
  };

  const withLeadIn = (next: AnswerPart): AnswerPart[] => {
    const lead = heldBack;
    heldBack = null;
    return lead ? [lead, next] : [next];
  };

  const reject = (raw: RawSentence): AnswerPart[] => {
    removed += 1;
    if (raw.placement === 'paragraph') dropped = true;
    return [];
  };

  return {
    get removed() {
      return removed;
    },
    get supported() {
      return supported;
    },
    get notFound() {
      return notFound;
    },
    check(raw, passages) {
      const isCode = raw.placement === 'code';
      const read = isCode
        ? {
            inlines: [{ type: 'text' as const, text: raw.raw.slice(0, MAX_CODE_CHARS) }],
            text: raw.raw,
            cited: [],
            plainUrls: [],
          }
        : readInline(raw.raw, assistant.approvedHosts);
      const { inlines, text, cited } = read;
      if (inlines.length === 0 || !/[\p{L}\p{N}]/u.test(text)) return [];
      if (!isCode && saysNotFound(text)) {
        notFound = true;
        return [];
      }
      if (addressesModel(text)) return reject(raw);
      if (isOffer(text))
        return [part(raw.placement, { inlines, citations: [], support: 'not-needed' })];
      if (raw.placement === 'heading' || isLeadIn(text)) {
        heldBack = part(raw.placement, { inlines, citations: [], support: 'not-needed' });
        return [];
      }
      const terms = contentTerms(text);
      if (repeats(terms, said)) return [];
      const named = cited.flatMap((number) => passages[number - 1] ?? []);
      const first = findSupport(text, named.map(indexed), known);
      const support = first.length > 0 ? first : findSupport(text, passages.map(indexed), known);
      const borne =
        support.length > 0 &&
        (isCode ? codeIsQuoted(raw.raw, support) : urlsAreQuoted(read.plainUrls, support));
      if (!borne) {
        if (assistant.unsupported === 'remove' || read.plainUrls.length > 0 || isCode)
          return reject(raw);
        removed += 1;
        said.push(terms);
        return withLeadIn(part(raw.placement, { inlines, citations: [], support: 'unsupported' }));
      }
      said.push(terms);
      supported += 1;
      const { numbers, fresh } = cite(support);
      return withLeadIn(
        part(raw.placement, { inlines, citations: numbers, support: 'supported' }, fresh),
      );
    },
  };
}

/** Code must stand in the passage line by line: nothing that a person may paste is invented. */
function codeIsQuoted(code: string, support: readonly Support[]): boolean {
  const squeeze = (text: string) => text.replace(/\s+/g, ' ').trim();
  const texts = support.map(({ passage }) => squeeze(passage.text));
  return code
    .split('\n')
    .map(squeeze)
    .filter((line) => line !== '')
    .every((line) => texts.some((text) => text.includes(line)));
}
