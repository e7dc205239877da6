import type { Placement } from '@platform/api-contract/types';
import { splitSentences } from '@platform/shared/text/sentences';

/** A whole sentence of a model's stream, as written, and where it goes. */
export interface RawSentence {
  placement: Placement;
  raw: string;
}

const MARKERS = /^(?:\s*\[\s*\d{1,3}(?:\s*[,;]\s*\d{1,3})*\s*\](?!\())+/;
const ENDS = /[.!?…:。！？]["'”’»)\]*_`]*(?:\s*\[[\d,; ]+\])*\s*$/u;
const BLOCK =
  /^\s*(?:(?<heading>#{1,6})\s+|(?<bullet>[-*+•])\s+|(?<number>\(?\d{1,3}[.)])\s+|>\s*)/;
const FENCE = /^\s*(?:```|~~~)/;
/** A link definition: "[ref]: https://…". It says nothing and may carry data out. */
const DEFINITION = /^\s*\[[^\]]+\]:\s*\S+/;

/** Up to here the words of a line are whole: a space, or a full stop of a script without spaces. */
function lastBreak(line: string): number {
  return Math.max(line.search(/\s\S*$/), line.search(/[。！？][^。！？]*$/u) + 1, 0);
}

export interface SentenceStream {
  /** Takes the next piece of the stream; gives the sentences that are complete by it. */
  push(delta: string): RawSentence[];
  /** The stream ended: gives what is left. Without `whole`, an unfinished sentence is dropped. */
  end(options: { whole: boolean }): RawSentence[];
}

/** A line cut into sentences, each with the citation markers that stand behind its full stop. */
function sentencesOf(line: string): string[] {
  const pieces = splitSentences(line, { maxLength: 1_000 }).map(({ start, end }) =>
    line.slice(start, end),
  );
  const joined: string[] = [];
  for (const piece of pieces) {
    const markers = MARKERS.exec(piece)?.[0] ?? '';
    const rest = piece.slice(markers.length).trim();
    const last = joined.length - 1;
    if (markers !== '' && last >= 0) joined[last] += ` ${markers.trim()}`;
    const own = last >= 0 || markers === '' ? rest : piece;
    if (own !== '') joined.push(own);
  }
  return joined;
}

/**
 * Cuts a model's stream of text into sentences as soon as each is complete, which is known when the
 * next one begins or the line ends. Understands paragraphs, headings, lists and fenced code.
 */
export function sentenceStream(): SentenceStream {
  let line = '';
  let taken = 0;
  let fresh = true;
  let code: string[] | null = null;

  const place = (start: string, index: number): Placement => {
    const block = BLOCK.exec(start)?.groups;
    if (index > 0) return 'continue';
    if (block?.heading) return 'heading';
    if (block?.bullet) return 'bullet';
    if (block?.number) return 'numbered';
    return fresh ? 'paragraph' : 'continue';
  };

  /** Sentences of the current line that were not taken yet; without `all` those only that are sure. */
  const take = (all: boolean): RawSentence[] => {
    const sure = all ? line : line.slice(0, lastBreak(line));
    const sentences = sentencesOf(sure.replace(BLOCK, ''));
    // A marker that is still being written may belong to the sentence before it.
    const open = /^\[[^\]]*$/.test(sentences.at(-1) ?? '') ? 2 : 1;
    const upTo = all ? sentences.length : sentences.length - open;
    const ready: RawSentence[] = [];
    for (let i = taken; i < upTo; i += 1) {
      ready.push({ placement: place(line, i), raw: sentences[i] ?? '' });
      fresh = false;
    }
    taken = Math.max(taken, upTo);
    return ready;
  };

  const endLine = (): RawSentence[] => {
    const whole = line;
    let ready: RawSentence[] = [];
    if (FENCE.test(whole)) {
      if (code) ready = [{ placement: 'code', raw: code.join('\n') }];
      code = code ? null : [];
      fresh = true;
    } else if (code) {
      code.push(whole);
    } else if (whole.trim() === '' || DEFINITION.test(whole)) {
      fresh = true;
    } else {
      ready = take(true);
      if (/^\s*#{1,6}\s/.test(whole)) fresh = true;
    }
    line = '';
    taken = 0;
    return ready;
  };

  return {
    push(delta) {
      const ready: RawSentence[] = [];
      const pieces = delta.split('\n');
      pieces.forEach((piece, i) => {
        line += piece;
        if (i < pieces.length - 1) ready.push(...endLine());
      });
      if (!code && !FENCE.test(line) && !/^\s*\[/.test(line)) ready.push(...take(false));
      return ready;
    },
    end({ whole }) {
      if (code)
        return whole && code.length > 0 ? [{ placement: 'code', raw: code.join('\n') }] : [];
      if (whole) return endLine();
      const ready = DEFINITION.test(line) ? [] : take(false);
      return ENDS.test(line) && !FENCE.test(line) ? [...ready, ...endLine()] : ready;
    },
  };
}
