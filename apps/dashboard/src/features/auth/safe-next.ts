const home = '/app/';

/**
 * Where to go after sign-in: a place inside this app, whatever the address bar asks for. A link like
 * `?next=//evil.example` must not lead people from our sign-in to another site.
 */
export function safeNext(next: string | undefined): string {
  if (!next) return home;
  try {
    const base = 'http://inside.invalid';
    const url = new URL(next.startsWith('/app') ? next : `/app${next}`, base);
    const path = url.pathname;
    const inside =
      url.origin === base && (path === '/app' || path.startsWith(home)) && !path.includes('//');
    return inside ? `${url.pathname}${url.search}${url.hash}` : home;
  } catch {
    return home;
  }
}
