import { en, type Text, type Texts } from './en.ts';

export type Translate = (
  key: keyof Texts,
  values?: Readonly<Record<string, string | number | undefined>>,
) => string;

const keys = Object.keys(en);

// English is inside the panel; a visitor downloads one more language at most.
const others: Record<string, () => Promise<{ texts: Texts }>> = {
  ar: () => import('./ar.ts'),
  de: () => import('./de.ts'),
  es: () => import('./es.ts'),
  fr: () => import('./fr.ts'),
};

/** The widget's language: what the page asks for, its own, the browser's; English if none is known. */
export function chooseLocale(asked: string | undefined): string {
  const wanted = [asked, document.documentElement.lang, ...navigator.languages];
  for (const each of wanted) {
    const language = each?.slice(0, 2).toLowerCase() ?? '';
    if (language === 'en' || language in others) return language;
  }
  return 'en';
}

/** The texts of a language; English when its file cannot be had, which is better than nothing at all. */
export async function loadTexts(locale: string): Promise<Texts> {
  try {
    return (await others[locale]?.())?.texts ?? en;
  } catch {
    return en;
  }
}

/** `texts` may have lost its keys on its way here; the order of the English ones still tells which is which. */
export function translator(texts: Texts, locale: string): Translate {
  const plurals = new Intl.PluralRules(locale);
  const inOrder = Object.values<Text>(texts);
  return (key, values = {}) => {
    const text = inOrder[keys.indexOf(key)] ?? '';
    const form =
      typeof text === 'string' ? text : (text[plurals.select(Number(values.n))] ?? text.other);
    return (form ?? '').replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name] ?? ''));
  };
}
