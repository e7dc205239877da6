import { allowedOrigin } from '@platform/api-contract/schemas/widgets/widget';
import type { Entry } from '../../../lib/list-editor.tsx';

/**
 * What was typed or pasted as an origin: `acme.com/help` becomes `https://acme.com`, an address loses
 * its path. A wildcard stands only as the first label.
 */
export function readOrigin(typed: string, wrong: string): Entry {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed)
    ? typed
    : `${schemeFor(typed)}://${typed}`;
  const [scheme = '', rest = ''] = withScheme.split('://');
  const host = rest.split(/[/?#]/)[0] ?? '';
  const checked = allowedOrigin.safeParse(`${scheme}://${withoutDefaultPort(scheme, host)}`);
  // A bare word is more likely a slip than a machine of one's own network; that one needs its scheme.
  const bareWord = withScheme !== typed && !/^(localhost|[^.]+\..+)/i.test(host);
  return checked.success && !bareWord ? { value: checked.data } : { error: wrong };
}

/** On this machine sites are served without a certificate. */
function schemeFor(typed: string): 'http' | 'https' {
  return /^(localhost|127\.0\.0\.1)([:/]|$)/i.test(typed) ? 'http' : 'https';
}

/** Browsers leave these ports out of an origin, so an entry that names them would never match. */
function withoutDefaultPort(scheme: string, host: string): string {
  return host.replace(scheme.toLowerCase() === 'https' ? /:443$/ : /:80$/, '');
}
