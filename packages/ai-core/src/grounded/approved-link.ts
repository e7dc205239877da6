/**
 * A link as it may stand in an answer, or null. Only http(s) to a host that the workspace approved;
 * the URL is read as a browser reads it (punycode, letter case, default port, dots, tabs), and one
 * with a user name is refused, since "https://acme.example@evil.example" is a link to the latter.
 */
export function approvedLink(href: string, approvedHosts: readonly string[]): string | null {
  // Browsers read a backslash as a slash and skip line breaks; an honest link has neither.
  if (/[\\\s]/.test(href.trim())) return null;
  const url = URL.canParse(href.trim()) ? new URL(href.trim()) : null;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  if (url.username !== '' || url.password !== '') return null;
  return approvedHosts.some((approved) => hostMatches(url, approved)) ? url.href : null;
}

const DEFAULT_PORTS = ['', '80', '443'];

function hostMatches(url: URL, approved: string): boolean {
  const wildcard = approved.startsWith('*.');
  const given = `https://${wildcard ? approved.slice(2) : approved}`.replace(/\.$/, '');
  if (!URL.canParse(given)) return false;
  const allowed = new URL(given);
  if (url.port !== allowed.port && !(DEFAULT_PORTS.includes(url.port) && allowed.port === ''))
    return false;
  const host = url.hostname.replace(/\.$/, '');
  const wanted = allowed.hostname.replace(/\.$/, '');
  return wildcard ? host.endsWith(`.${wanted}`) : host === wanted;
}
