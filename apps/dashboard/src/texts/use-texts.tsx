import { type I18n, setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { I18nProvider, Trans, useLingui } from '@lingui/react';
import { type ReactNode, useCallback } from 'react';
import { english, type TextId } from './english.ts';

export type { TextId } from './english.ts';
export type TextValues = Record<string, string | number | Date>;
export type Texts = (id: TextId, values?: TextValues) => string;

/*
 * Lingui's runtime with explicit ids and no macro: the ids are typed, so a text that is not in the
 * catalogue does not compile, and the build needs no Babel. Messages are ICU, parsed once when first
 * used (a parser, no `eval`).
 */
const i18n: I18n = setupI18n().setMessagesCompiler(compileMessage);
i18n.load('en', { ...english });
i18n.activate('en');

export function TextsProvider(props: { children: ReactNode }) {
  return <I18nProvider i18n={i18n}>{props.children}</I18nProvider>;
}

/** The text of an id in the reader's language, with its values filled in. */
export function useTexts(): Texts {
  const { i18n: live } = useLingui();
  return useCallback((id, values) => live._(id, values), [live]);
}

/** For code outside React: toasts of background work, document titles. */
export const text: Texts = (id, values) => i18n._(id, values);

/** A text with elements inside: `<0>…</0>` in the message is the first of `parts`. */
export function Text(props: {
  id: TextId;
  values?: TextValues;
  parts?: Record<string, React.ReactElement>;
}) {
  return <Trans id={props.id} values={props.values ?? {}} components={props.parts ?? {}} />;
}
