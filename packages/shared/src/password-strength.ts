import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/**
 * How hard a password is to guess, by the one rule of server and screens (zxcvbn: Wheeler, USENIX
 * Security 2016; scores 0 to 4). There are no rules of composition: any characters, spaces too.
 * [ASVS 6.2.5]
 */
export const passwordLength = { min: 12, max: 256 } as const;
/** 3: safely unguessable for somebody who has stolen the hash and tries for days. */
export const neededScore = 3;

export interface PasswordStrength {
  readonly score: 0 | 1 | 2 | 3 | 4;
  /** What is wrong with it most of all; `null`: nothing, or only that it is too simple. */
  readonly weakness: PasswordWeakness | null;
}

export const passwordWeaknesses = [
  'short',
  'leaked',
  'personal',
  'common',
  'repeated',
  'keyboard',
  'sequence',
  'date',
] as const;
export type PasswordWeakness = (typeof passwordWeaknesses)[number];

// What comes after this adds no doubt, and matching costs more than linear time.
const judgedLength = 64;

let made: ZxcvbnFactory | undefined;
let leaked: ReadonlySet<string> | undefined;

/**
 * `personal` are words that whoever knows the person would try: their name, address, company. Takes up
 * to some tens of milliseconds, and some hundred the first time.
 */
export function judgePassword(password: string, personal: readonly string[]): PasswordStrength {
  if (password.length < passwordLength.min) return { score: 0, weakness: 'short' };
  if (isKnownLeaked(password)) return { score: 0, weakness: 'leaked' };
  const words = personalWords(personal);
  if (isPersonal(password, words)) return { score: 1, weakness: 'personal' };
  made ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  const result = made.check(password.slice(0, judgedLength), words);
  const score = Math.max(0, Math.min(4, result.score)) as PasswordStrength['score'];
  const longest = result.sequence.toSorted((a, b) => b.token.length - a.token.length)[0];
  const weakness =
    longest === undefined
      ? null
      : (weaknessOfPattern[String(longest.pattern)] ??
        (longest.pattern !== 'dictionary'
          ? null
          : longest.dictionaryName === 'userInputs'
            ? 'personal'
            : 'common'));
  return { score, weakness: score >= neededScore ? null : weakness };
}

const weaknessOfPattern: Readonly<Partial<Record<string, PasswordWeakness>>> = {
  repeat: 'repeated',
  spatial: 'keyboard',
  sequence: 'sequence',
  date: 'date',
};

/**
 * Whether it is on the list of the most used passwords of known leaks (49,000, MIT, with zxcvbn-ts), as
 * it stands, in small letters, or with digits and signs hung on to its end. [ASVS 6.2.4, 6.2.12]
 */
export function isKnownLeaked(password: string): boolean {
  leaked ??= new Set(dictionary['passwords-common'].map(String));
  const plain = password.normalize('NFKC').toLowerCase();
  const core = plain.replace(/[\d\W_]+$/u, '');
  return leaked.has(plain) || (core.length >= 6 && leaked.has(core));
}

// What is left when the personal words are taken out, to be more than a year or an ending.
const ownPart = 6;

/** Whether a password is little more than words that belong to the person, however they are joined. */
function isPersonal(password: string, words: readonly string[]): boolean {
  const plain = password.normalize('NFKC').toLowerCase();
  const byLength = words.toSorted((a, b) => b.length - a.length);
  const rest = byLength.reduce((left, word) => left.replaceAll(word, ' '), plain);
  return rest !== plain && rest.replaceAll(/[^\p{L}\p{N}]/gu, '').length < ownPart;
}

/** The words of names and addresses that are long enough to mean something. */
function personalWords(texts: readonly string[]): string[] {
  const words = texts.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]);
  return [...new Set(words.map((word) => word.toLowerCase()).filter((word) => word.length >= 3))];
}
