export type SmallTalk = 'greeting' | 'thanks' | 'goodbye' | 'what-are-you' | 'person';

const GREETING =
  /^(?:hi|hello|hey|hiya|howdy|good (?:morning|afternoon|evening|day)|greetings|hallo|guten (?:tag|morgen|abend)|moin|servus|gr[uü]e?[sß]+ gott|bonjour|bonsoir|salut|coucou|hola|buen[oa]s(?: (?:d[ií]as|tardes|noches))?|ciao|buongiorno|buonasera|salve|ol[aá]|oi|bom dia|boa (?:tarde|noite)|hoi|goedemorgen|goedemiddag|goedenavond|dag)(?: (?:there|all|everyone|again|zusammen|team|you|à tous|a todos))?/iu;
const THANKS =
  /^(?:(?:ok(?:ay)?|great|perfect|super|cool|got it|alright)[,. ]*)?(?:(?:many |much )?thanks|thank you|thx|ty|cheers|danke(?: sch[oö]n| sehr)?|vielen dank|merci(?: beaucoup)?|(?:muchas )?gracias|grazie(?: mille)?|(?:muito )?obrigad[oa]|(?:hartelijk )?bedankt|dank (?:je|u)(?: wel)?)(?: (?:so much|very much|a lot|again|you|that helps|for (?:your |the )?help))*/iu;
const GOODBYE =
  /^(?:bye(?: bye)?|goodbye|good bye|see you(?: later)?|good night|tsch[uü]ss|auf wiedersehen|au revoir|adi[oó]s|hasta luego|arrivederci|tchau|at[eé] logo|tot ziens|doei)/iu;
const WHAT_ARE_YOU =
  /^(?:(?:are|r) (?:you|u) (?:a |an )?(?:real |actual )?(?:bot|robot|human|person|ai|machine|chat ?bot|real)(?: or (?:a |an )?\p{L}+(?: person)?)?|am i (?:talking|speaking|chatting) (?:to|with) (?:a |an )?(?:bot|robot|human|person|real person|ai|machine)|(?:who|what) are you|is this (?:a |an )?(?:bot|robot|ai|real person|human)|bist du (?:ein )?(?:bot|roboter|mensch|ki)|sind sie (?:ein )?(?:bot|roboter|mensch)|wer bist du|wer sind sie|(?:es-tu|êtes-vous|tu es|vous êtes) (?:un )?(?:robot|bot|humain)|qui (?:es-tu|êtes-vous)|eres (?:un )?(?:bot|robot|humano)|es usted (?:un )?(?:bot|robot|humano)|qui[eé]n eres|sei (?:un )?(?:bot|robot|umano)|chi sei|(?:voc[eê] )?[eé] (?:um )?(?:bot|rob[oô]|humano)|quem [eé] voc[eê]|ben je (?:een )?(?:bot|robot|mens)|wie ben je)/iu;
const PERSON =
  /^(?:(?:can|could|may) (?:i|you)|i(?:['’]d| would)?|i wanna|please|let me|(?:get|give) me|connect me|put me|transfer me|is there)?(?:\s*(?:please|just|now|directly|rather|actually|want|need|prefer|love|like|to|be|get)\b)*\s*\b(?:(?:talk|speak|chat|write|connect(?:ed)?|transfer(?:red)?|pass(?:ed)?)(?: me)? (?:to|with|on to) (?:a |an |some |the )?(?:real |live |actual |human |support )?(?:human|person|agent|someone|somebody|operator|representative|rep|colleague|team|staff|employee|human being|people|support)|(?:a |an )?(?:real|live|actual|human) (?:person|human|agent|being|operator)|(?:an? )?(?:human|operator|live agent|representative)(?: please)?)/iu;
const PERSON_ELSEWHERE =
  /^[\p{L}'’ ]{0,40}(?:(?:mit|zu) (?:einem |einer |jemandem)?(?:menschen|mitarbeiter(?:in)?|person|jemandem)(?: sprechen| reden| chatten)?|(?:parler|discuter) (?:à|a|avec) (?:un |une )?(?:humain|personne|conseill[eè]re?|agent|quelqu['’]un)|hablar con (?:un |una )?(?:humano|persona|agente|alguien)|parlare con (?:un |una )?(?:umano|persona|operatore|qualcuno)|falar com (?:um |uma )?(?:humano|pessoa|atendente|algu[eé]m)|(?:met )?(?:een )?(?:mens|medewerker|persoon) (?:spreken|praten)|praten met (?:een )?(?:mens|medewerker|persoon))/iu;

const REST =
  /^[\s.,;:!?¡¿…)('"-]*(?:please|bitte|s['’]il (?:te|vous) pla[iî]t|por favor|per favore|now|jetzt|instead|then)?[\s.,;:!?…)]*$/iu;

const KINDS: readonly (readonly [SmallTalk, RegExp])[] = [
  ['what-are-you', WHAT_ARE_YOU],
  ['person', PERSON],
  ['person', PERSON_ELSEWHERE],
  ['thanks', THANKS],
  ['goodbye', GOODBYE],
  ['greeting', GREETING],
];

const LEADING_MARKS = /^[\s¡¿"'(]+/;
/** Longer messages say more than a greeting does. */
const MAX_WORDS = 14;

/**
 * What kind of small talk a whole message is, or null. Only whole messages count: "hello, how do I
 * pay?" is a question, and "who are you hiring" is too.
 */
export function readSmallTalk(message: string): SmallTalk | null {
  let rest = message
    .normalize('NFKC')
    .replace(/\p{Extended_Pictographic}/gu, '')
    .replace(LEADING_MARKS, '')
    .trim();
  if (rest === '' || rest.split(/\s+/).length > MAX_WORDS) return null;
  let first: SmallTalk | null = null;
  // "Hi, thanks!" and "hello, are you a bot?" are two in a row; what comes last weighs more.
  for (let turn = 0; turn < 3; turn += 1) {
    const found = KINDS.map(([kind, pattern]) => ({
      kind,
      length: pattern.exec(rest)?.[0].length ?? 0,
    })).find(({ length }) => length > 0 && !/^[\p{L}\p{N}]/u.test(rest.slice(length)));
    if (!found) return null;
    first = found.kind;
    rest = rest.slice(found.length);
    if (REST.test(rest)) return first;
    rest = rest.replace(/^[\s,.!;:-]+/, '');
  }
  return null;
}

/** The message without a greeting before its question: "hi, how do I pay?" -> "how do I pay?". */
export function withoutGreeting(message: string): string {
  const bare = message.trim();
  const greeting = GREETING.exec(bare)?.[0] ?? '';
  const rest = bare.slice(greeting.length);
  if (greeting === '' || !/^[\s]*[,.!;:–-]+\s*\S/.test(rest)) return bare;
  return rest.replace(/^[\s,.!;:–-]+/, '');
}
