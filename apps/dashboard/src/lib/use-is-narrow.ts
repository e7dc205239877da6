import { useSyncExternalStore } from 'react';

/** The same line as the style sheet's `sm`: below it a screen is a phone's, or zoomed to one. */
const query = '(width < 40rem)';

function subscribe(listener: () => void): () => void {
  const media = matchMedia(query);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}

export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}
