/**
 * Small values kept in the browser. Storage can be closed (private windows) or full; the value then
 * lives until the page is left, and nothing fails.
 */
export function readStored(storage: () => Storage, key: string): string | null {
  try {
    return storage().getItem(key);
  } catch {
    return null;
  }
}

/** Removes what this app kept there, and nothing of others on the same origin. */
export function forgetStored(storage: () => Storage, prefix: string): void {
  try {
    for (const key of Object.keys(storage())) {
      if (key.startsWith(prefix)) storage().removeItem(key);
    }
  } catch {
    // Closed storage holds nothing.
  }
}

export function writeStored(storage: () => Storage, key: string, value: string | null): boolean {
  try {
    if (value === null) storage().removeItem(key);
    else storage().setItem(key, value);
    return true;
  } catch {
    return false;
  }
}
