import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/**
 * After a change of screen the focus goes to its heading, so that a screen reader says where one is
 * and Tab begins there. Changes of search parameters (filters) and moves between the conversations of
 * the inbox leave the focus alone.
 */
export function useFocusOnNavigation(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onResolved', (event) => {
        const from = event.fromLocation?.pathname;
        if (from === undefined || screenOf(from) === screenOf(event.toLocation.pathname)) return;
        const heading = document.querySelector<HTMLElement>('#content h1');
        (heading ?? document.querySelector<HTMLElement>('#content'))?.focus({
          preventScroll: true,
        });
      }),
    [router],
  );
}

function screenOf(pathname: string): string {
  return pathname.startsWith('/inbox') ? '/inbox' : pathname;
}
