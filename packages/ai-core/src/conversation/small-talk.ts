import { fold } from '@platform/shared/text/tokens';
import { type SpokenLanguage, spokenLanguages } from './language.ts';
import { type SmallTalk, smallTalkLines } from './small-talk-words.ts';

export interface SmallTalkRead {
  kind: SmallTalk;
  /** The one language that says so; null where several do ("ok"). */
  language: SpokenLanguage | null;
}

/** Where a message says several things ("hi, thanks, are you a bot?"), the first of these is replied to. */
const WEIGHTIEST: readonly SmallTalk[] = [
  'person',
  'what-are-you',
  'displeased',
  'help',
  'how-are-you',
  'still-there',
  'goodbye',
  'thanks',
  'greeting',
  'agreement',
];
/** Said beside a question, these add nothing to it. */
const BESIDE: ReadonlySet<SmallTalk> = new Set([
  'greeting',
  'still-there',
  'how-are-you',
  'thanks',
  'agreement',
  'help',
]);

const EMOJI = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u{FE0F}|\u{200D}/gu;
const MARKS = /[\s.,;:!?¡¿…()"“”«»،؟*~–—]+/gu;
const FILLERS =
  /^(?:(?:please|pls|and|but|so|well|oh|um|uh|then|now|instead|bitte|und|aber|jetzt|s'il (?:te|vous) plait|svp|et|por favor|y|pero|per favore|e|alsjeblieft|en)(?= |$))/u;
/** Longer messages say more than small talk does. */
const MAX_WORDS = 16;
const MAX_CHARS = 400;
const OPENS_QUESTION =
  /^(?:how|what|when|where|who|which|why|can|could|do|does|did|is|are|will|would|should|may|i|my|we|our)$/u;

interface Line {
  kind: SmallTalk;
  language: SpokenLanguage;
  pattern: RegExp;
}

const lines: Line[] = spokenLanguages.flatMap((language) =>
  Object.entries(smallTalkLines[language]).flatMap(([kind, text]) =>
    text
      .trim()
      .split('\n')
      .map((line) => ({
        kind: kind as SmallTalk,
        language,
        pattern: new RegExp(`^(?:${line.trim()})(?= |$)`, 'u'),
      })),
  ),
);

interface Piece {
  kind: SmallTalk;
  languages: Set<SpokenLanguage>;
  length: number;
}

/** The longest stretch of small talk that words begin with. */
function firstPiece(words: string): Piece | null {
  const found = lines.flatMap(({ kind, language, pattern }) => {
    const length = pattern.exec(words)?.[0].length ?? 0;
    return length === 0 ? [] : [{ kind, language, length }];
  });
  const length = Math.max(0, ...found.map((each) => each.length));
  const longest = found.filter((each) => each.length === length);
  const kind = longest[0]?.kind;
  if (kind === undefined) return null;
  const alike = longest.filter((each) => each.kind === kind);
  return { kind, languages: new Set(alike.map(({ language }) => language)), length };
}

const wordsOf = (message: string): string =>
  fold(message.replace(EMOJI, ' ')).replaceAll('`', "'").replace(MARKS, ' ').trim();

/**
 * What kind of small talk a whole message is, or null. Only whole messages count: "hello, how do I
 * pay?" is a question, and "who are you hiring" is too. A bare emoji agrees, bare marks such as "?"
 * ask whether anyone is there.
 */
export function readSmallTalk(message: string): SmallTalkRead | null {
  let rest = wordsOf(message);
  if (rest === '') {
    if (message.trim() === '') return null;
    return { kind: message.search(EMOJI) >= 0 ? 'agreement' : 'still-there', language: null };
  }
  if (rest.split(' ').length > MAX_WORDS) return null;
  const pieces: Piece[] = [];
  while (rest !== '') {
    const filler = FILLERS.exec(rest)?.[0].length ?? 0;
    const piece = firstPiece(rest);
    if (piece) pieces.push(piece);
    else if (filler === 0) return null;
    rest = rest.slice(piece?.length ?? filler).trim();
  }
  const kind = WEIGHTIEST.find((each) => pieces.some((piece) => piece.kind === each));
  if (kind === undefined) return null;
  const fitting = spokenLanguages.filter((language) =>
    pieces.every(({ languages }) => languages.has(language)),
  );
  return { kind, language: fitting.length === 1 ? (fitting[0] ?? null) : null };
}

const isBeside = (text: string): boolean => {
  const read = /\p{L}/u.test(text) ? readSmallTalk(text) : null;
  return read !== null && BESIDE.has(read.kind);
};

/**
 * The message without greetings and thanks before and after its question: "hi, how do I pay?
 * thanks!" -> "how do I pay?". A greeting runs into the question only before a word that opens one:
 * "Hello Kitty shirts?" stays.
 */
export function withoutSmallTalk(message: string): string {
  let bare = message.trim();
  if (bare.length > MAX_CHARS) return bare;
  for (;;) {
    const head = /^([^,.!?;:\n–—]+)[,.!?;:\n–—\s]*[,.!?;:\n–—]\s*(?=[\p{L}¿"'(])/u.exec(bare);
    if (!head || !isBeside(head[1] ?? '')) break;
    bare = bare.slice(head[0].length);
  }
  const tail = /(?<=[,.!?;:\n–—])\s*([^,.!?;:\n–—]+)[\s,.!?…]*$/u.exec(bare);
  if (tail && isBeside(tail[1] ?? '')) {
    bare = bare.slice(0, tail.index).replace(/[,;:–—]\s*$/u, '');
  }
  const [first = '', second = ''] = bare.split(/\s+/u);
  const greets = readSmallTalk(first)?.kind === 'greeting';
  return greets && OPENS_QUESTION.test(fold(second)) ? bare.slice(first.length).trim() : bare;
}
