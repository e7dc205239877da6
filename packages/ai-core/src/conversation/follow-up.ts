import { tokenise } from '@platform/shared/text/tokens';
import { isFrameTerm } from '../extractive/question.ts';
import { guessLanguage } from './language.ts';

export interface Turn {
  role: 'visitor' | 'assistant' | 'agent';
  text: string;
}

export interface SearchQuestion {
  /** What to search for. */
  query: string;
  /** Words taken over from earlier turns; empty where the question stands alone. */
  carried: string;
  /** Whether the question needs what was said before to be understood. */
  dependent: boolean;
  /** The earlier question it continues, whose kind ("how much") it may inherit. */
  continues: string | null;
}

const ELLIPSIS =
  /^(?:(?:and|but|or|also|so|what about|how about|and what about|what if|same (?:for|with)|and (?:for|with|in|on|if)|only|just|even|und|aber|auch|oder|was ist mit|wie ist es (?:mit|bei)|et|mais|ou|et pour|qu'en est-il|y|pero|o|qu[eé] tal|qu[eé] hay de|e|ma|oppure|che ne dici|mas|ou|e (?:para|quanto)|en|maar|of|hoe zit het met)(?=[\s,?]|$))/iu;
const REFERENCE =
  /\b(?:it|its|they|them|their|this|these|that|those|he|she|him|his|her|one|ones|there|the (?:same|other|first|second|third|last|latter|former))\b/iu;
/** The same in other languages; "die" and "en" are words of English too, so these count in the others only. */
const REFERENCE_ELSEWHERE =
  /\b(?:es|ihn|ihm|dies(?:e[rsnm]?)?|das|davon|dafür|dazu|ça|cela|celui|celle|ceux|en|eso|esto|ese|esa|ello|questo|quello|isso|isto|esse|essa|dat|deze|die|ervan)\b/iu;
/** "it" and "that" that refer to nothing: "is it possible", "the plan that I have". */
const EMPTY_REFERENCE =
  /\b(?:is|was|isn't|does|do|can|will) (?:it|there) (?:possible|necessary|required|true|okay|ok|safe|legal|free|any|an?)\b|\b(?:think|know|say|sure|so|such|means?|now) that\b|\p{L}+s? that (?:i|you|we|is|are|was|were|can|do|does|have|has)\b|\bthat (?:time|day|year)\b|\b(?:it|that) (?:take|cost) to\b|\bthis (?:year|month|week|page|site|website|product|service|company)\b|\bare there\b|\bis there\b|\bif there\b|\bone (?:of|day|week|month|year|hour|person|user)\b|\bno one\b/giu;
/** A question of so few own words says what it is about elsewhere. */
const FEW_WORDS = 2;

/** "hm" and "ok" are not worth carrying. */
const MIN_CARRIED = 3;

const contentTokens = (text: string) => tokenise(text).filter((token) => !token.stop);

/** Whether a question leans on what was said before. */
export function isDependent(question: string): boolean {
  const bare = question.trim();
  const content = contentTokens(bare);
  if (content.length === 0) return true;
  if (ELLIPSIS.test(bare) && content.length <= 5) return true;
  if (
    /^(?:why|how so|how come|when|where|who|how much|how many|how long|which|really|for how long|since when|warum|wann|wo|pourquoi|quand|por qu[eé]|cu[aá]ndo|perch[eé]|quando|waarom|wanneer)\??$/i.test(
      bare,
    )
  ) {
    return true;
  }
  const cleared = bare.replace(EMPTY_REFERENCE, ' ');
  const refers =
    REFERENCE.test(cleared) || (guessLanguage(bare) !== 'en' && REFERENCE_ELSEWHERE.test(cleared));
  if (refers && content.length <= 6) return true;
  // "for students?", "in euros?": a phrase without a verb or a question word.
  return (
    content.length <= FEW_WORDS &&
    /^(?:for|with|without|in|on|at|from|to|per|by|für|mit|ohne|pour|avec|sans|para|con|sin|per|com|voor|met)\b/i.test(
      bare,
    )
  );
}

interface Word {
  term: string;
  surface: string;
  start: number;
  end: number;
}

const wordsOf = (text: string): Word[] =>
  contentTokens(text).map((token) => ({ ...token, surface: text.slice(token.start, token.end) }));

/**
 * The words of an earlier question that a follow-up takes over. A word that the follow-up itself
 * qualifies anew is left behind: after "what do monthly plans cost", "and annual plans?" carries
 * "cost" and not "monthly".
 */
function carryOver(followUp: string, earlier: string): string[] {
  const own = new Set(wordsOf(followUp).map(({ term }) => term));
  const words = wordsOf(earlier);
  return words
    .filter((word, i) => {
      if (word.surface.length < MIN_CARRIED || own.has(word.term)) return false;
      if (isFrameTerm(word.term)) return false;
      const next = words[i + 1];
      const qualifiesShared =
        next !== undefined &&
        own.has(next.term) &&
        /^\s*$/.test(earlier.slice(word.end, next.start));
      return !qualifiesShared;
    })
    .map(({ surface }) => surface);
}

/** The subject of an answer, for "how long does it take": names and nouns are not told apart, so its first words. */
const ANSWER_WORDS = 6;

/**
 * What to search for, with the conversation in mind. By rule: a question that leans on earlier ones
 * (begins with "and", refers by a pronoun, is a phrase only) is searched together with the telling
 * words of the question it continues; where that one leaned too, of the one before it as well.
 */
export function understandFollowUp(question: string, history: readonly Turn[]): SearchQuestion {
  const alone = { query: question, carried: '', dependent: false, continues: null };
  const earlier = history.filter(({ role }) => role === 'visitor').map(({ text }) => text);
  if (earlier.length === 0 || !isDependent(question)) return alone;
  const carried: string[] = [];
  let continues: string | null = null;
  let soFar = question;
  for (const text of earlier.slice(-4).reverse()) {
    const words = carryOver(soFar, text);
    carried.push(...words);
    soFar = `${soFar} ${words.join(' ')}`;
    if (!isDependent(text)) {
      continues = text;
      break;
    }
  }
  if (carried.length === 0) {
    const answer = history.findLast(({ role }) => role !== 'visitor');
    if (answer)
      carried.push(
        ...wordsOf(answer.text)
          .slice(0, ANSWER_WORDS)
          .map(({ surface }) => surface),
      );
  }
  if (carried.length === 0) return alone;
  const unique = [...new Set(carried)].join(' ');
  return { query: `${question} ${unique}`, carried: unique, dependent: true, continues };
}
