import * as oauth from 'oauth4webapi';
import { z } from 'zod';
import { authorizationUrl, clientAuth, judging, protocolOptions, readingOf } from './protocol.ts';
import type { ProviderClient, ProviderProfile, SignInProvider } from './provider.ts';

interface OidcSettings extends ProviderClient {
  readonly key: string;
  readonly name: string;
  readonly issuer: string;
  /** Asks the provider which account, also when it knows one. */
  readonly prompt?: string;
}

/** Long enough that signing in does not wait for it, short enough that a moved key is found. */
const metadataAgeMs = 10 * 60 * 1000;

/**
 * An OpenID Connect provider by its issuer: discovery, the code flow with PKCE, and an id token whose
 * signature, issuer, audience, times and nonce are checked. What the token does not say is asked of
 * the userinfo endpoint.
 */
export function createOidcProvider(
  settings: OidcSettings,
  options: { provesEmail?: ProvesEmail } = {},
): SignInProvider {
  return fromServer(
    settings,
    remembered(() => discover(settings)),
    options,
  );
}

/** Which claims prove an address, besides the standard's own. */
export type ProvesEmail = (claims: Readonly<Record<string, unknown>>) => boolean;

/** Microsoft's word for an address whose domain's owner was asked; a truth, a number or a text. */
export const provesByEdov: ProvesEmail = ({ xms_edov: edov }) =>
  [true, 1, '1', 'true'].some((yes) => yes === edov);

/** The flow over a server whose metadata is known how to be read; `serverFor` may narrow it by the token. */
export function fromServer(
  settings: OidcSettings,
  metadata: () => Promise<oauth.AuthorizationServer>,
  options: {
    serverFor?: (server: oauth.AuthorizationServer, idToken: string) => oauth.AuthorizationServer;
    provesEmail?: ProvesEmail;
    subjectOf?: (claims: oauth.IDToken) => string;
  } = {},
): SignInProvider {
  const client: oauth.Client = { client_id: settings.clientId };
  const network = protocolOptions(settings.fetch);
  const provesEmail = options.provesEmail ?? (() => false);
  const subjectOf = options.subjectOf ?? ((claims) => claims.sub);
  return {
    key: settings.key,
    name: settings.name,
    authorizationUrl: async (handshake, redirectUri, hint) =>
      authorizationUrl(await metadata(), settings, handshake, {
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        nonce: handshake.nonce,
        ...(settings.prompt === undefined ? {} : { prompt: settings.prompt }),
        ...(hint === undefined ? {} : { login_hint: hint }),
      }),
    readProfile: (callback, handshake, redirectUri) =>
      judging(async () => {
        const found = await metadata();
        // The state, and who answers: another provider's answer is not this one's.
        const checked = oauth.validateAuthResponse(found, client, callback, handshake.state);
        const response = await oauth.authorizationCodeGrantRequest(
          found,
          client,
          clientAuth(settings, found.token_endpoint_auth_methods_supported),
          checked,
          redirectUri,
          handshake.codeVerifier,
          network,
        );
        const server = options.serverFor?.(found, await idTokenIn(response)) ?? found;
        const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
          expectedNonce: handshake.nonce,
          requireIdToken: true,
        });
        await oauth.validateApplicationLevelSignature(server, response, network);
        const claims = oauth.getValidatedIdTokenClaims(tokens);
        if (claims === undefined) throw new Error('There is no id token.');
        const told = readClaims(claims, provesEmail);
        const { email, emailVerified, name } =
          told.email === null && server.userinfo_endpoint !== undefined
            ? await askUserInfo(server, tokens.access_token, claims)
            : told;
        return { subject: subjectOf(claims), email, emailVerified, name };
      }),
  };

  async function askUserInfo(
    server: oauth.AuthorizationServer,
    accessToken: string,
    claims: oauth.IDToken,
  ) {
    const response = await oauth.userInfoRequest(server, client, accessToken, network);
    const info = await oauth.processUserInfoResponse(server, client, claims.sub, response);
    return readClaims({ ...claims, ...info }, provesEmail);
  }
}

const claimsSchema = z.object({
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()).nullable().catch(null),
  // Some providers write their truths as words.
  email_verified: z.union([z.boolean(), z.literal('true').transform(() => true)]).catch(false),
  name: z.string().trim().min(1).max(100).optional().catch(undefined),
  preferred_username: z.string().trim().min(1).max(100).optional().catch(undefined),
});

function readClaims(
  claims: Readonly<Record<string, unknown>>,
  provesEmail: ProvesEmail,
): Omit<ProviderProfile, 'subject'> {
  const read = claimsSchema.parse({ email: null, ...claims });
  return {
    email: read.email,
    emailVerified: read.email !== null && (read.email_verified || provesEmail(claims)),
    name: read.name ?? read.preferred_username ?? read.email?.split('@')[0] ?? '',
  };
}

async function idTokenIn(response: Response): Promise<string> {
  const body = z.object({ id_token: z.string() }).safeParse(await response.clone().json());
  return body.success ? body.data.id_token : '';
}

/** Refuses a document that names another issuer than the one it was asked of. [ASVS 10.5.3] */
function discover({ issuer, fetch }: OidcSettings): Promise<oauth.AuthorizationServer> {
  return readingOf(`The provider at ${issuer}`, async () => {
    const url = new URL(issuer);
    const response = await oauth.discoveryRequest(url, protocolOptions(fetch));
    return oauth.processDiscoveryResponse(url, response);
  });
}

/** Reads once and again when it has become old; a failure is not remembered. */
export function remembered<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let kept: { value: Promise<Value>; untilMs: number } | null = null;
  return () => {
    if (kept !== null && Date.now() < kept.untilMs) return kept.value;
    const value = read();
    const mine = { value, untilMs: Date.now() + metadataAgeMs };
    kept = mine;
    value.catch(() => {
      if (kept === mine) kept = null;
    });
    return value;
  };
}
