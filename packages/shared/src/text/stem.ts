/**
 * The English Snowball stemmer ("Porter2"), after Martin Porter's description of it at
 * https://snowballstem.org/algorithms/english/stemmer.html. Two forms of one word ("refund",
 * "refunded", "refunds") become one index term; the result is a key, not a word to show.
 *
 * Words of other languages pass through the same rules: the same word gives the same key on both
 * sides, so nothing is lost but the joining of their forms.
 */

const VOWEL = 'aeiouy';
const isVowel = (c: string | undefined): boolean => c !== undefined && VOWEL.includes(c);

const WHOLE_WORDS = new Map([
  ['skis', 'ski'],
  ['skies', 'sky'],
  ['dying', 'die'],
  ['lying', 'lie'],
  ['tying', 'tie'],
  ['idly', 'idl'],
  ['gently', 'gentl'],
  ['ugly', 'ugli'],
  ['early', 'earli'],
  ['only', 'onli'],
  ['singly', 'singl'],
  ['sky', 'sky'],
  ['news', 'news'],
  ['howe', 'howe'],
  ['atlas', 'atlas'],
  ['cosmos', 'cosmos'],
  ['bias', 'bias'],
  ['andes', 'andes'],
]);
const KEPT_AFTER_PLURAL = new Set([
  'evening',
  'inning',
  'outing',
  'canning',
  'herring',
  'earring',
  'proceed',
  'exceed',
  'succeed',
]);
/** Beginnings after which the first region starts, where the general rule would put it too early. */
const FIRST_REGION_AFTER = [
  'gener',
  'commun',
  'arsen',
  'past',
  'univers',
  'later',
  'emerg',
  'organ',
  'inter',
];

const SUFFIXES_2: ReadonlyArray<readonly [string, string]> = [
  ['ization', 'ize'],
  ['ational', 'ate'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['iveness', 'ive'],
  ['tional', 'tion'],
  ['biliti', 'ble'],
  ['lessli', 'less'],
  ['entli', 'ent'],
  ['ogist', 'og'],
  ['ation', 'ate'],
  ['alism', 'al'],
  ['aliti', 'al'],
  ['ousli', 'ous'],
  ['iviti', 'ive'],
  ['fulli', 'ful'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['abli', 'able'],
  ['izer', 'ize'],
  ['ator', 'ate'],
  ['alli', 'al'],
  ['bli', 'ble'],
  ['ogi', 'og'],
  ['li', ''],
];
const SUFFIXES_3: ReadonlyArray<readonly [string, string]> = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['alize', 'al'],
  ['icate', 'ic'],
  ['iciti', 'ic'],
  ['ative', ''],
  ['ical', 'ic'],
  ['ness', ''],
  ['ful', ''],
];
const SUFFIXES_4 = [
  'ement',
  'ance',
  'ence',
  'able',
  'ible',
  'ment',
  'ant',
  'ent',
  'ism',
  'ate',
  'iti',
  'ous',
  'ive',
  'ize',
  'ion',
  'al',
  'er',
  'ic',
];

/** Where the region after the first "vowel, then not a vowel" at or after `from` begins. */
function regionAfter(word: string, from: number): number {
  for (let i = from + 1; i < word.length; i++) {
    if (!isVowel(word[i]) && isVowel(word[i - 1])) return i + 1;
  }
  return word.length;
}

function firstRegion(word: string): number {
  for (const start of FIRST_REGION_AFTER) if (word.startsWith(start)) return start.length;
  return regionAfter(word, 0);
}

function endsInShortSyllable(word: string): boolean {
  const n = word.length;
  if (n === 2) return isVowel(word[0]) && !isVowel(word[1]);
  const last = word[n - 1];
  return (
    n > 2 &&
    !isVowel(last) &&
    !'wxY'.includes(last ?? '') &&
    isVowel(word[n - 2]) &&
    !isVowel(word[n - 3])
  );
}

const hasVowel = (text: string): boolean => /[aeiouy]/.test(text);

function withoutPlural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (word.endsWith('ied') || word.endsWith('ies')) {
    return word.length > 4 ? word.slice(0, -2) : word.slice(0, -1);
  }
  if (word.endsWith('us') || word.endsWith('ss')) return word;
  if (word.endsWith('s') && hasVowel(word.slice(0, -2))) return word.slice(0, -1);
  return word;
}

function withoutPast(word: string, r1: number): string {
  for (const suffix of ['eedly', 'eed']) {
    if (!word.endsWith(suffix)) continue;
    return word.length - suffix.length >= r1 ? `${word.slice(0, -suffix.length)}ee` : word;
  }
  for (const suffix of ['ingly', 'edly', 'ing', 'ed']) {
    if (!word.endsWith(suffix)) continue;
    const stem = word.slice(0, -suffix.length);
    if (!hasVowel(stem)) return word;
    if (/(at|bl|iz)$/.test(stem)) return `${stem}e`;
    if (/^[aeo](bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(stem)) return stem;
    if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(stem)) return stem.slice(0, -1);
    return r1 >= stem.length && endsInShortSyllable(stem) ? `${stem}e` : stem;
  }
  return word;
}

function replaceSuffix(word: string, r1: number, r2: number, step: 2 | 3): string {
  for (const [suffix, replacement] of step === 2 ? SUFFIXES_2 : SUFFIXES_3) {
    if (!word.endsWith(suffix)) continue;
    const at = word.length - suffix.length;
    if (at < r1) return word;
    if (suffix === 'ogi' && word[at - 1] !== 'l') return word;
    if (suffix === 'li' && !'cdeghkmnrt'.includes(word[at - 1] ?? '_')) return word;
    if (suffix === 'ative' && at < r2) return word;
    return word.slice(0, at) + replacement;
  }
  return word;
}

function withoutEnding(word: string, r2: number): string {
  for (const suffix of SUFFIXES_4) {
    if (!word.endsWith(suffix)) continue;
    const at = word.length - suffix.length;
    if (at < r2) return word;
    if (suffix === 'ion' && !'st'.includes(word[at - 1] ?? '_')) return word;
    return word.slice(0, at);
  }
  return word;
}

function withoutFinal(word: string, r1: number, r2: number): string {
  const at = word.length - 1;
  if (word.endsWith('e')) {
    if (at >= r2 || (at >= r1 && !endsInShortSyllable(word.slice(0, -1)))) return word.slice(0, -1);
  } else if (word.endsWith('l') && at >= r2 && word[at - 1] === 'l') {
    return word.slice(0, -1);
  }
  return word;
}

/** The stem of one lower-case word (letters and apostrophes); words of one or two letters as they are. */
export function stem(input: string): string {
  if (input.length <= 2) return input;
  const whole = WHOLE_WORDS.get(input);
  if (whole !== undefined) return whole;
  let word = input.replace(/^'/, '').replace(/'s?'?$/, '');
  // A "y" that sounds as a consonant is written "Y" until the end.
  word = word.replace(/^y/, 'Y').replace(/([aeiouy])y/g, '$1Y');
  const r1 = firstRegion(word);
  const r2 = regionAfter(word, r1);
  word = withoutPlural(word);
  if (KEPT_AFTER_PLURAL.has(word)) return word;
  word = withoutPast(word, r1);
  if (/[^aeiouy][yY]$/.test(word) && word.length > 2) word = `${word.slice(0, -1)}i`;
  word = replaceSuffix(word, r1, r2, 2);
  word = replaceSuffix(word, r1, r2, 3);
  word = withoutEnding(word, r2);
  word = withoutFinal(word, r1, r2);
  return word.replaceAll('Y', 'y');
}
