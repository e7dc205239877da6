import { useSyncExternalStore } from 'react';

/** What the reader chose; `system` follows the device. Kept per browser, not per account. */
export type ThemeChoice = 'system' | 'light' | 'dark';

const storageKey = 'parley.theme';
const listeners = new Set<() => void>();
/** What was chosen while storage was closed to us (private windows): it holds until the page is left. */
let unstored: ThemeChoice | null = null;

/** The choice as it stands; `system` where there is none. */
export function readTheme(): ThemeChoice {
  if (unstored !== null) return unstored;
  try {
    const value = localStorage.getItem(storageKey);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

/** Puts the choice on <html>, where the tokens read it, without storing it. */
export function applyTheme(choice: ThemeChoice): void {
  if (choice === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
}

/** Stores and applies. A browser that refuses storage still changes for this visit. */
export function chooseTheme(choice: ThemeChoice): void {
  unstored = null;
  try {
    if (choice === 'system') localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, choice);
  } catch {
    unstored = choice;
  }
  changed();
}

/**
 * Keeps this page at what is chosen in another tab of the same browser. A page that the browser brings
 * back from its memory was told of nothing meanwhile, and looks again. The returned function ends it.
 */
export function followTheme(): () => void {
  const onStorage = ({ key }: StorageEvent) => {
    // A null key: everything was removed.
    if (key === storageKey || key === null) changed();
  };
  addEventListener('storage', onStorage);
  addEventListener('pageshow', changed);
  return () => {
    removeEventListener('storage', onStorage);
    removeEventListener('pageshow', changed);
  };
}

/** The choice, wherever it was made; several controls on one screen show the same. */
export function useTheme(): ThemeChoice {
  return useSyncExternalStore(subscribe, readTheme);
}

function changed(): void {
  applyTheme(readTheme());
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
