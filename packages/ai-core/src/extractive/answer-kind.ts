import { contentTerms } from '@platform/shared/text/tokens';
import { matchTerm } from './term-match.ts';

/**
 * The kind of thing that a question asks for, where words tell it: an amount of money, a count of
 * something, a length of time. A sentence without such a thing does not answer, however many of the
 * question's words it has.
 */
export type AnswerKind =
  | 'money'
  | 'count'
  | 'measure'
  | 'duration'
  | 'frequency'
  | 'past'
  | 'year'
  | 'time'
  | 'name'
  | 'place'
  | 'address'
  | 'phone';

const ASKS: readonly (readonly [RegExp, AnswerKind])[] = [
  [
    /\bhow much (?:(?:is|are|was|were|does|do|did|will|would) (?!.*\b(?:weigh|hold|contain|fit|take up|discount)\b)|for\b|money\b)|\b(?:what|which) (?:is |are |was )?(?:the |your )?(?:[\p{L}-]+ ){0,2}(?:prices?|costs?|fees?|charges?|salary|wage)\b(?! (?:of|for) what)|\bdoes .* cost\b|^(?:prices?|pricing|costs?)\b|\bwas kostet\b|\bcombien (?:ça )?co[uû]te\b|\bcu[aá]nto cuesta\b|\bquanto costa\b|\bquanto custa\b|\bhoeveel kost\b/u,
    'money',
  ],
  [
    /\bhow long\b(?! ago)|\bwie lange\b|\bcombien de temps\b|\bcu[aá]nto tiempo\b|\bhoe lang\b/u,
    'duration',
  ],
  [/\bhow often\b|\bhow frequently\b|\bwie oft\b|\bhoe vaak\b/u, 'frequency'],
  [/\bhow many\b|\bwie ?viele\b|\bcu[aá]nt[oa]s\b|\bhoeveel\b/u, 'count'],
  [/\bhow (?:big|large|far|tall|old|fast|high|deep|heavy|wide)\b/u, 'measure'],
  [/\b(?:what|which) year\b/u, 'year'],
  [/^(?:and |since )?when (?:was|were|did|had)\b|\bhow long ago\b/u, 'past'],
  [
    /^(?:and |since |from |until |by )?when\b|^(?:at |on |from |until )?(?:what|which) (?:time|date|day)\b|^wann\b|^quand\b|^cu[aá]ndo\b|^wanneer\b/u,
    'time',
  ],
  [
    /\b(?:what|which) (?:is |are )?(?:the |your )?(?:[\p{L}-]+ )?e-?mail(?: address)?\b(?! (?:client|app|provider))/u,
    'address',
  ],
  [/\b(?:tele)?phone number\b/u, 'phone'],
  [/^(?:and )?who(?:m|se)?\b|^wer\b|^qui[eé]n(?:es)?\b|^chi\b|^quem\b/u, 'name'],
  [
    /^(?:and )?where\b|\b(?:in|from) (?:what|which) (?:country|city|town|state|place)\b|^wo\b|^o[uù]\b|^d[oó]nde\b|^dove\b|^onde\b|^waar\b/u,
    'place',
  ],
];

/** What kind of thing a question asks for; null where its words do not tell. */
export function readAnswerKind(question: string): AnswerKind | null {
  const text = question.trim().toLowerCase();
  for (const [pattern, kind] of ASKS) if (pattern.test(text)) return kind;
  return null;
}

const NUMBER_WORDS =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundreds?|thousands?|millions?|billions?|dozens?|half|both|several|no|zero|unlimited|single|first|second|third|none|many|any number';
const NUMBER = new RegExp(`\\p{N}|\\b(?:${NUMBER_WORDS})\\b`, 'iu');
const MONEY =
  /[$€£¥₹]|\b(?:euros?|dollars?|pounds?|cents?|francs?|pence|usd|eur|gbp|chf|kronor|kr|yen|rupees?|reais|percent|free|gratis|kostenlos|gratuit|nothing|no (?:cost|charge|fees?)|half(?: price)?|same as|included)\b|\p{N}\s?%/iu;
const UNIT =
  '(?:milli)?seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|months?|quarters?|years?|decades?|centur(?:y|ies)|lifetime|term|semesters?|sekunden?|minuten?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?|jours?|semaines?|mois|ans?|d[ií]as?|semanas?|mes(?:es)?|a[nñ]os?';
const AMOUNT_OF_TIME = new RegExp(
  `(?:\\p{N}|\\b(?:${NUMBER_WORDS}|an?|few|couple of|next|last|whole|entire|all)\\b)[\\s\\p{Pd}]*(?:(?:working|business|calendar|full|consecutive|more|to|or|and|${NUMBER_WORDS}|\\p{N}+)[\\s\\p{Pd}]*)*(?:${UNIT})\\b`,
  'iu',
);
const LASTS =
  /\b(?:until|till|from .+ to|between .+ and|forever|permanently|indefinitely|immediately|at once|overnight|annual|monthly|for (?:life|ever)|as long as|throughout)\b|\b1\d{3}\s?[–-]\s?\d{2,4}\b/iu;
/** "How long" asks for a length as well. */
const LENGTH =
  /\p{N}\s?(?:m|cm|mm|km|metres?|meters?|kilomet(?:re|er)s?|miles?|feet|foot|ft|inch(?:es)?|characters?|words?|pages?|letters?|digits?)\b/iu;
const OFTEN =
  /\b(?:every|each|daily|weekly|monthly|yearly|annually|quarterly|hourly|nightly|once|twice|times|per|always|never|seldom|rarely|regularly|continuously|constantly|sometimes|usually|annual)\b|\b(?:an?|per) (?:second|minute|hour|day|week|month|year)\b/iu;
const YEAR = /\b(?:1\d{3}|20\d{2})s?\b|\b\p{N}{1,4}\s?(?:BC|AD|BCE|CE)\b|\bcentury\b/u;
const MONTH =
  /\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|apr|aug|sept?|oct|nov|dec)\b\.?/iu;
const LONG_AGO =
  /\b(?:ago|yesterday|last (?:week|month|year|night|summer|winter|spring)|earlier|recently|before|after|during|when|since|later)\b/iu;
const TIME =
  /\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b\d{1,2}(?::\d{2})?\s?[ap]\.?m\b|\b\d{1,2}[:.h]\d{2}\b|\b(?:noon|midnight|morning|afternoon|evening|night|weekends?|weekdays?|today|tomorrow|now|daily|weekly|monthly|yearly|annually|immediately|at once|same day|24\/7|always|never|while|before|after|as soon as|once|if|when|until|spring|summer|autumn|winter|day|end of|beginning of|dawn|dusk)\b/iu;
/** "When do you open" asks for hours or days, never for a year gone by. */
const HABIT = /\bwhen (?:do|does|can|may)\b/iu;
const NAMES_TIME =
  /^(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)$/i;
const NAME =
  /(?<=[\p{L}\p{N}"'’),;:|(] )\p{Lu}\p{Ll}[\p{L}’'-]+(?!\p{L}|:)|^\p{Lu}\p{Ll}[\p{L}’'-]+(?= \p{Lu}\p{Ll})/gu;
/** "Owners can invite people": those who do it are named by what they are. */
const ROLE =
  /\b(?:owners?|admins?|administrators?|members?|customers?|guests?|users?|visitors?|everyone|everybody|anyone|anybody|nobody|no one|we|you|team|staff|people|persons?|employees?|students?|teachers?|doctors?|managers?|directors?|officers?|kings?|queens?|emperors?|presidents?|ministers?|scientists?|scholars?|historians?|workers?|soldiers?|settlers?|citizens?|women|men|children|families|family|groups?|party|parties|companies|company|government|army|council|court|parliament|adults?|partners?|parents?|those|all|\p{L}{3,}(?:ers|ors|ists|ians|ants))\b/iu;
const SOMEWHERE =
  /\b(?:in|at|on|under|near|from|to|outside|behind|beside|opposite|through|via|along|around|into) (?!(?:an?|the|our|your|each|every)? ?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august|september|october|november|december|\p{N}|request|time|day|month|year|addition|case|order|advance|full))|\b(?:online|anywhere|everywhere|nowhere|worldwide|here)\b/iu;

/** A name that the question does not name itself. */
function namesNew(text: string, asked: string): boolean {
  const known = asked.toLowerCase();
  return [...text.matchAll(NAME)].some(
    ([name]) => !known.includes(name.toLowerCase()) && !NAMES_TIME.test(name),
  );
}

/** "How heavy" wants a weight: a number of passengers is none. */
const UNITS: readonly (readonly [RegExp, RegExp])[] = [
  [
    /\bhow heavy\b/i,
    /\b(?:kg|kilos?|kilograms?|g|grams?|tons?|tonnes?|pounds?|lbs?|ounces?|oz)\b/i,
  ],
  [
    /\bhow fast\b/i,
    /\b(?:km\/h|kph|mph|knots?|[kmg]bit|[kmg]b\/s|per (?:second|minute|hour|day)|an hour|times|seconds?|minutes?|hours?|days?|at once|immediately)\b/i,
  ],
  [
    /\bhow old\b/i,
    /\b(?:years?|months?|weeks?|days?|aged?|born|founded|built|opened|centur(?:y|ies)|1\d{3}|20\d{2})\b/i,
  ],
];
const unitOf = (asked: string): RegExp | undefined => UNITS.find(([asks]) => asks.test(asked))?.[1];

/** Of these there are no others to count: "how many people" may be answered by "64 of us". */
const COUNTED_BY_ANY = new Set([
  'people',
  'peopl',
  'person',
  'time',
  'individu',
  'human',
  'member',
]);
const COUNTED = /\bhow many ((?:[\p{L}'’-]+ ?){1,4})/iu;
const ENDS_COUNTED =
  /^(?:is|are|was|were|do|does|did|can|could|will|would|should|may|has|have|had|i|you|we|they|it|there|in|of|on|at|by|to|per|for|with|from|the|a|an|that|who)$/i;

/** The words for what a question counts: "how many free guests can I invite" -> free, guest. */
export function countedTerms(question: string): string[] {
  const words = (COUNTED.exec(question)?.[1] ?? '').trim().split(' ');
  const end = words.findIndex((word) => ENDS_COUNTED.test(word));
  const terms = contentTerms((end < 0 ? words : words.slice(0, end)).join(' '));
  return terms.some((term) => COUNTED_BY_ANY.has(term)) ? [] : terms;
}

function namesCounted(text: string, asked: string): boolean {
  const counted = countedTerms(asked);
  const said = new Set(contentTerms(text));
  return counted.length === 0 || counted.some((term) => matchTerm(term, said) > 0);
}

/** Whether a sentence holds a thing of that kind, other than those the question names itself. */
export function holdsKind(kind: AnswerKind, text: string, asked: string): boolean {
  switch (kind) {
    case 'money':
      return MONEY.test(text);
    case 'count':
      return NUMBER.test(text) && namesCounted(text, asked);
    case 'measure':
      return NUMBER.test(text) && (unitOf(asked)?.test(text) ?? true);
    case 'duration':
      return AMOUNT_OF_TIME.test(text) || LASTS.test(text) || LENGTH.test(text);
    case 'frequency':
      return OFTEN.test(text);
    case 'year':
      return YEAR.test(text);
    case 'past':
      return YEAR.test(text) || MONTH.test(text) || LONG_AGO.test(text);
    case 'time':
      return (
        TIME.test(text) ||
        MONTH.test(text) ||
        AMOUNT_OF_TIME.test(text) ||
        (!HABIT.test(asked) && YEAR.test(text))
      );
    case 'address':
      return /\S@\S/.test(text);
    case 'phone':
      return /\p{N}(?:[\s()./-]?\p{N}){4,}/u.test(text);
    case 'name':
      return namesNew(text, asked) || ROLE.test(text);
    case 'place':
      return namesNew(text, asked) || SOMEWHERE.test(text);
  }
}
