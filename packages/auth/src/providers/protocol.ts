import { PlatformError } from '@platform/api-contract/errors';
import { FetchRefusedError, type GuardedFetch } from '@platform/net';
import * as oauth from 'oauth4webapi';
import { type Handshake, ProviderAnswerError, type ProviderClient } from './provider.ts';

/** Documents of this protocol are small, and a provider that is slow keeps a person waiting. */
const maxBytes = 512 * 1024;
const timeoutMs = 8_000;

export const newHandshake = (): Handshake => ({
  state: oauth.generateRandomState(),
  nonce: oauth.generateRandomNonce(),
  codeVerifier: oauth.generateRandomCodeVerifier(),
});

/** The library's requests through the guarded fetch; a redirect is never followed. */
export function protocolOptions(guarded: GuardedFetch) {
  return {
    // Which addresses may be http is the guarded fetch's to say, for all of them alike.
    [oauth.allowInsecureRequests]: true,
    [oauth.customFetch]: async (
      url: string,
      options: { method: string; headers: Record<string, string>; body?: unknown },
    ) => {
      const { method, headers, body } = options;
      const { response } = await guarded(url, {
        method: method === 'POST' ? 'POST' : 'GET',
        headers,
        ...(body === undefined || body === null ? {} : { body: String(body) }),
        maxBytes,
        timeoutMs,
        maxRedirects: 0,
      });
      return response;
    },
  } as const;
}

export function clientAuth(
  { clientSecret }: ProviderClient,
  methods: readonly string[] | undefined,
): oauth.ClientAuth {
  if (clientSecret === null) return oauth.None();
  // In the body there is one way to write a secret; in the header providers differ. The header is what
  // the standard says of a provider that names none.
  const inBody = methods?.includes('client_secret_post') === true;
  return inBody ? oauth.ClientSecretPost(clientSecret) : oauth.ClientSecretBasic(clientSecret);
}

export async function authorizationUrl(
  server: oauth.AuthorizationServer,
  client: ProviderClient,
  handshake: Handshake,
  parameters: Record<string, string>,
): Promise<URL> {
  if (server.authorization_endpoint === undefined) {
    throw new PlatformError('CONFLICT', 'The provider does not say where to sign in.');
  }
  const url = new URL(server.authorization_endpoint);
  // The browser is sent there: a provider's document must not make it run something.
  const own = new URL(server.issuer).protocol;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && own === 'http:')) {
    throw new PlatformError('CONFLICT', 'The provider names a sign-in page that is not on https.');
  }
  const all = {
    client_id: client.clientId,
    response_type: 'code',
    state: handshake.state,
    code_challenge: await oauth.calculatePKCECodeChallenge(handshake.codeVerifier),
    code_challenge_method: 'S256',
    ...parameters,
  };
  for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value);
  return url;
}

/** Turns whatever the library or the network says against an answer into the one error callers know. */
export async function judging<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof PlatformError) throw cause;
    throw new ProviderAnswerError('The answer of the provider was refused.', { cause });
  }
}

/** Reads a document of the provider. Throws CONFLICT in words for whoever configures it. */
export async function readingOf<Result>(
  what: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    // The library wraps what the fetch threw.
    const refused = [cause, cause instanceof Error ? cause.cause : null].find(
      (each) => each instanceof FetchRefusedError,
    );
    const reason = refused?.message ?? 'It did not give the document that the standard asks for.';
    throw new PlatformError('CONFLICT', `${what} could not be read. ${reason}`, { cause });
  }
}
