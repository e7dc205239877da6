/**
 * A path of the dashboard to go on to after signing in, or `undefined` for whatever else was asked for:
 * another site, another scheme, a spelling that a browser reads as one.
 */
export function ownPath(next: string | undefined): string | undefined {
  if (next === undefined || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(next)) return undefined;
  const base = 'http://inside.invalid';
  const url = URL.parse(next, base);
  if (url === null || url.origin !== base || url.pathname.startsWith('//')) return undefined;
  return `${url.pathname}${url.search}${url.hash}`;
}
