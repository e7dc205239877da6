import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { followTheme } from './lib/theme.ts';

/** The few words that components speak by themselves; the app gives them from its catalogue. */
export type UiWords = {
  close: string;
  copy: string;
  copied: string;
  now: string;
  /** Spoken before a citation's number, e.g. "Source 2". */
  source: string;
  unsupported: string;
  optional: string;
};

type UiSetting = { locale: string; words: UiWords };

const UiContext = createContext<UiSetting>({
  locale: 'en',
  words: {
    close: 'Close',
    copy: 'Copy',
    copied: 'Copied',
    now: 'now',
    source: 'Source',
    unsupported: 'Not supported by a source',
    optional: 'optional',
  },
});

/**
 * Stands once around an app: language, words, the theme as it is chosen anywhere in this browser, and
 * the page's CSP nonce for the styles that Base UI writes by itself.
 */
export function UiProvider(props: {
  locale: string;
  words: UiWords;
  nonce?: string | undefined;
  children: ReactNode;
}) {
  useEffect(followTheme, []);
  return (
    <CSPProvider nonce={props.nonce} disableStyleElements={props.nonce === undefined}>
      <UiContext value={{ locale: props.locale, words: props.words }}>
        <Tooltip.Provider delay={400}>{props.children}</Tooltip.Provider>
      </UiContext>
    </CSPProvider>
  );
}

export function useUi(): UiSetting {
  return useContext(UiContext);
}
