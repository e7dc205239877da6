/** Languages the engine has words of its own in. Documents and questions may be in any. */
export const spokenLanguages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'ar'] as const;
export type SpokenLanguage = (typeof spokenLanguages)[number];

/** Frequent words that belong to one of these languages and seldom to the others. */
const TELLING: Record<SpokenLanguage, string> = {
  en: 'the is are do does how what when where who why can my your you and with have hello hi thanks please this that',
  de: 'der die das und ist sind ich wie wann wo wer warum kann mein meine ihr euer sie nicht mit für ein eine hallo danke bitte wird werden kostet gibt es',
  fr: 'le la les et est sont je comment quand où qui pourquoi puis mon ma votre vous avec pour un une bonjour merci quel quelle des du combien',
  es: 'el los las y es son cómo como cuándo cuando dónde quién por qué puedo mi su usted con para una hola gracias cuál cuánto cuesta del',
  it: 'il gli e è sono come quando dove chi perché posso mio mia vostro con per un una ciao grazie quale quanto costa della',
  pt: 'o os as e é são como quando onde quem por que posso meu minha você com para um uma olá obrigado obrigada qual quanto custa não',
  nl: 'de het en is zijn hoe wanneer waar wie waarom kan mijn uw jullie met voor een hallo bedankt welke hoeveel kost niet ik',
  ar: 'هل ما من في على إلى كيف متى أين لماذا هذا هذه أنا لا أن مع كم يمكنني شكرا مرحبا',
};

const vocabularies = spokenLanguages.map(
  (language) => [language, new Set(TELLING[language].split(' '))] as const,
);

/**
 * The language a person writes in, of those above; `fallback` where the words do not tell. A count of
 * function words, which is enough for choosing between sentences of our own.
 */
export function guessLanguage(text: string, fallback: SpokenLanguage = 'en'): SpokenLanguage {
  const words = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  let best = fallback;
  let most = 0;
  for (const [language, vocabulary] of vocabularies) {
    const count = words.filter((word) => vocabulary.has(word)).length;
    if (count > most || (count === most && count > 0 && language === fallback)) {
      best = language;
      most = count;
    }
  }
  return best;
}

/** Whether a text has so many function words of one language, and of no other, that its language is known. */
export function languageIsClear(text: string): boolean {
  const words = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  const counts = vocabularies
    .map(([, vocabulary]) => words.filter((word) => vocabulary.has(word)).length)
    .toSorted((a, b) => b - a);
  return (counts[0] ?? 0) >= 2 && (counts[0] ?? 0) >= 2 * (counts[1] ?? 0);
}

/** `de-AT` -> `de`, where we speak it. */
export function spokenLanguage(tag: string | null | undefined): SpokenLanguage | null {
  const primary = tag?.toLowerCase().split(/[-_]/)[0];
  return spokenLanguages.find((language) => language === primary) ?? null;
}
