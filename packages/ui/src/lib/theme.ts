/** What the reader chose; `system` follows the device. Kept per browser, not per account. */
export type ThemeChoice = 'system' | 'light' | 'dark';

const storageKey = 'parley.theme';

/** The stored choice; `system` where there is none or storage is closed to us (private windows). */
export function readTheme(): ThemeChoice {
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
  applyTheme(choice);
  try {
    if (choice === 'system') localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, choice);
  } catch {
    // Storage is closed (private window): the choice holds until the page is left.
  }
}
