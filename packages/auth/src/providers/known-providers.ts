import { createGuardedFetch } from '@platform/net';
import { createGithubProvider } from './github-provider.ts';
import { createMicrosoftProvider } from './microsoft-provider.ts';
import { createOidcProvider } from './oidc-provider.ts';
import type { SignInProvider } from './provider.ts';

export const knownProviderIds = ['google', 'microsoft', 'github'] as const;
export type KnownProviderId = (typeof knownProviderIds)[number];

interface Keys {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the provider is: its public address, or the one of an own server. */
  readonly baseUrl: string;
}

export interface KnownProviderSettings {
  readonly google?: Keys | undefined;
  readonly microsoft?: (Keys & { readonly tenant: string }) | undefined;
  readonly github?: Keys | undefined;
}

/** The providers that whoever runs the platform has keys for. */
export function createKnownProviders(
  settings: KnownProviderSettings,
): ReadonlyMap<KnownProviderId, SignInProvider> {
  const { google, microsoft, github } = settings;
  const found = new Map<KnownProviderId, SignInProvider>();
  if (google !== undefined) {
    found.set(
      'google',
      createOidcProvider({
        ...clientOf(google),
        key: 'google',
        name: 'Google',
        issuer: google.baseUrl,
        prompt: 'select_account',
      }),
    );
  }
  if (microsoft !== undefined) {
    const { tenant, baseUrl } = microsoft;
    found.set('microsoft', createMicrosoftProvider({ ...clientOf(microsoft), tenant, baseUrl }));
  }
  if (github !== undefined) {
    found.set('github', createGithubProvider({ ...clientOf(github), baseUrl: github.baseUrl }));
  }
  return found;
}

/** These addresses come from whoever runs the platform: the host they name may be one of their own. */
function clientOf({ clientId, clientSecret, baseUrl }: Keys) {
  const { hostname, port, protocol } = new URL(baseUrl);
  const host = `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
  return { clientId, clientSecret, fetch: createGuardedFetch({ allowedPrivateHosts: [host] }) };
}
