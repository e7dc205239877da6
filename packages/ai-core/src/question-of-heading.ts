/** A question made of a heading. */
export interface HeadingQuestion {
  text: string;
  /** It asks how to do something; others ask what something is. */
  isTask: boolean;
}

const MAX_CHARS = 60;
const MAX_WORDS = 8;
const MAX_TOPIC_WORDS = 3;

/** Verbs that begin a heading on a task: "Connect Slack", "Connecting Slack". */
const VERBS =
  `add allow archive ask assign book build buy call cancel change check choose configure connect contact
  create customise customize delete deploy disable download edit embed enable export find fix get import
  install integrate invite join manage merge migrate move order pay publish reach remove renew reset
  restore return run scale schedule search send share start stop store subscribe switch test track
  train transfer unsubscribe update upgrade upload use verify view write`.split(/\s+/);
const PARTICLE_VERBS: Record<string, string> = {
  'log in': 'logging in',
  'sign in': 'signing in',
  'sign up': 'signing up',
  'set up': 'setting up',
  'back up': 'backing up',
  'turn on': 'turning on',
  'turn off': 'turning off',
};
/** Verbs that are nouns as well: "Test results" and "Store hours" are no tasks, "Test your key" is one. */
const NOUNS_TOO = new Set(
  `archive book build buy call change check contact download export find import move order reset return
  run scale schedule search share start stop store switch test track train transfer update upgrade upload
  use view`.split(/\s+/),
);
/** Those that need nothing after them: "How do I cancel?", but not "How do I add?". */
const ALONE = new Set(
  'cancel pay upgrade subscribe unsubscribe log_in sign_in sign_up renew search order book'.split(
    ' ',
  ),
);
/** What a visitor has one of: "Reset password" asks for "my password". */
const OWN =
  /^(?:account|password|plan|subscription|order|profile|e-?mail(?: address)?|address|card|booking|appointment|membership|data|username)$/i;
/** Both forms that spelling allows: cancelling and canceling, changing, adding. */
const gerunds = (verb: string): string[] => [
  `${verb}ing`,
  `${verb.replace(/e$/, '')}ing`,
  `${verb}${verb.at(-1) ?? ''}ing`,
];
const VERB_OF = new Map([
  ...VERBS.flatMap((verb) => [verb, ...gerunds(verb)].map((form) => [form, verb] as const)),
  ...Object.entries(PARTICLE_VERBS).flatMap(([verb, gerund]) => [
    [verb, verb] as const,
    [gerund, verb] as const,
  ]),
]);

/** Nouns of which there are several, so that "What are the …?" asks for them. */
const SEVERAL =
  /(?:^|\s)(?:limits|hours|times|prices|fees|rates|costs|requirements|options|benefits|rules|sizes|formats|languages|browsers|plans|deadlines|shortcuts)$/i;
/** What goes on by itself, so that "How does … work?" asks for it. */
const GOES_ON =
  /(?:^|\s)(?:refunds?|returns|shipping|delivery|billing|webhooks|backups?|single sign-on|sign-in|sso|authentication|encryption|payments?|invoicing|discounts|notifications|reminders|archiving|membership|onboarding|replication|autoscaling|search)$/i;
const COVERS = /(?:^|\s)(?:warranty|guarantee|insurance)$/i;
const POLICY = /(?:^|\s)(?:policy|procedure|process)$/i;

/** "Rate limits", "Rate Limits" -> "rate limits"; "API keys" and "Slack" keep what capitals mean. */
function lowered(text: string): string {
  const words = text.split(' ');
  const isTitle = words.length > 1 && words.every((word) => /^\p{Lu}\p{Ll}/u.test(word));
  return words
    .map((word, i) =>
      (i === 0 || isTitle) && /^\p{Lu}[\p{Ll}-]+$/u.test(word) ? word.toLowerCase() : word,
    )
    .join(' ');
}

/** The other way round: what the company calls "your" and "our", its visitor calls "my" and "your". */
const asVisitor = (text: string): string =>
  text.replace(
    /\b(?:your|our|us)\b/gi,
    (word) => ({ your: 'my', our: 'your', us: 'you' })[word.toLowerCase()] ?? word,
  );

function askTask(verb: string, object: string): string | null {
  if (object === '') return ALONE.has(verb.replace(' ', '_')) ? `How do I ${verb}?` : null;
  if (OWN.test(object)) return `How do I ${verb} my ${object.toLowerCase()}?`;
  const hasArticle =
    /^(?:an?|the|your|my|our|us|with|from|to|in|for|more|new|another)(?:\s|$)/i.test(object) ||
    /\s(?:to|from|with|in|by|as|for|on)\s/.test(object);
  const isNamed = /^\p{Lu}|[^s]s$/u.test(object);
  if (!hasArticle && (NOUNS_TOO.has(verb) || !isNamed)) return null;
  return `How do I ${verb} ${asVisitor(object)}?`;
}

function askTopic(text: string): string | null {
  const bare = lowered(text.replace(/^(?:the|our|your)\s+/i, ''));
  if (bare.split(' ').length > MAX_TOPIC_WORDS || /[,:;()/&]|\b(?:and|or)\b/i.test(bare))
    return null;
  if (SEVERAL.test(bare)) return `What are the ${bare}?`;
  if (COVERS.test(bare)) return `What does the ${bare} cover?`;
  if (POLICY.test(bare)) return `What is the ${bare}?`;
  if (!GOES_ON.test(bare)) return null;
  return /[^s]s$/i.test(bare) ? `How do ${bare} work?` : `How does ${bare} work?`;
}

/**
 * The question an English heading answers, as a visitor would ask it, or null where none reads well.
 * Headings that are questions already are not taken here.
 */
export function questionOfHeading(heading: string): HeadingQuestion | null {
  const text = heading.replace(/^\d+(?:\.\d+)*[.)]?\s+/, '').replace(/[\s:.]+$/, '');
  if (text === '' || text.endsWith('?') || text.length > MAX_CHARS) return null;
  const parts = text.split(' ');
  if (parts.length > MAX_WORDS) return null;
  const howTo = /^how (?:to|do i|can i)\s+(.+)$/i.exec(text)?.[1];
  if (howTo !== undefined) return { text: `How do I ${asVisitor(lowered(howTo))}?`, isTask: true };
  for (const count of [2, 1]) {
    const verb = VERB_OF.get(parts.slice(0, count).join(' ').toLowerCase());
    if (verb === undefined || parts.length < count) continue;
    const task = askTask(verb, parts.slice(count).join(' '));
    if (task !== null) return { text: task, isTask: true };
  }
  const topic = askTopic(text);
  return topic === null ? null : { text: topic, isTask: false };
}
