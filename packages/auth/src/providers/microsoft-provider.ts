import type * as oauth from 'oauth4webapi';
import { z } from 'zod';
import { fromServer, provesByEdov, remembered } from './oidc-provider.ts';
import { readingOf } from './protocol.ts';
import type { ProviderClient, SignInProvider } from './provider.ts';

interface MicrosoftSettings extends ProviderClient {
  /** `common`, `organizations`, `consumers`, or one directory by its id. */
  readonly tenant: string;
  readonly baseUrl: string;
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const maxBytes = 512 * 1024;
const documentSchema = z.looseObject({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  jwks_uri: z.string(),
});

/**
 * Microsoft, where every directory is an issuer of its own: the document of `common` names a template,
 * and a token must come from the directory it says it comes from. Anybody can have a directory and write
 * any address into it, so an address counts only where a claim says that its owner was asked.
 */
export function createMicrosoftProvider(settings: MicrosoftSettings): SignInProvider {
  const authority = `${settings.baseUrl}/${settings.tenant}/v2.0`;
  const oidc = { ...settings, key: 'microsoft', name: 'Microsoft', issuer: authority };
  const template = `${settings.baseUrl}/{tenantid}/v2.0`;

  const metadata = remembered(() =>
    readingOf('Microsoft', async (): Promise<oauth.AuthorizationServer> => {
      const { response } = await settings.fetch(`${authority}/.well-known/openid-configuration`, {
        maxBytes,
        timeoutMs: 8_000,
        maxRedirects: 0,
        types: ['application/json'],
      });
      const document = documentSchema.parse(await response.json());
      const directory = document.issuer.slice(settings.baseUrl.length + 1, -'/v2.0'.length);
      const isOurs = document.issuer === template || document.issuer === issuerOf(directory);
      if (!isOurs) throw new Error('The document names another issuer.');
      return document as oauth.AuthorizationServer;
    }),
  );
  const issuerOf = (directory: string) =>
    guid.test(directory) ? template.replace('{tenantid}', directory) : '';

  return fromServer({ ...oidc, prompt: 'select_account' }, metadata, {
    // The directory that the token names becomes the issuer that it is checked against.
    serverFor: (server, idToken) =>
      server.issuer === template ? { ...server, issuer: issuerOf(directoryIn(idToken)) } : server,
    provesEmail: provesByEdov,
    // A subject is one of its directory.
    subjectOf: (claims) => `${z.string().regex(guid).parse(claims.tid)}:${claims.sub}`,
  });
}

/** Read before it is checked, to know what to check it against. */
function directoryIn(idToken: string): string {
  const [, payload = ''] = idToken.split('.');
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  return z.object({ tid: z.string() }).parse(claims).tid;
}
