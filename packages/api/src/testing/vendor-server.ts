import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Who is signed in at a vendor, and what the vendor tells of them. */
export interface VendorPerson {
  /** Claims of the id token. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** GitHub's own answers. */
  readonly user?: object;
  readonly emails?: object[];
}

type Claims = Record<string, unknown>;

export interface VendorServer {
  readonly googleUrl: string;
  readonly microsoftUrl: string;
  readonly githubUrl: string;
  /** Whom a browser finds signed in: it is sent back at once as this person. */
  signedIn: VendorPerson | null;
  /** The same without a browser: the query with which it would be sent back. */
  authorize(url: string, person: VendorPerson): string;
  /** How the next id token differs from an honest one. */
  spoil(change: { claims?: (claims: Claims) => Claims; foreignKey?: boolean; alg?: string }): void;
  /** Requests that reached the token endpoints. */
  readonly tokenRequests: { headers: IncomingMessage['headers']; body: URLSearchParams }[];
  close(): Promise<void>;
}

const directory = '11111111-2222-4333-8444-555555555555';
const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * Google, Microsoft and GitHub as they are on the wire, for what sign-in asks of them: their paths,
 * their documents, their answers and the ways in which each differs from the others.
 */
export async function startVendorServer(): Promise<VendorServer> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' };
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const origin = `http://localhost:${port}`;
  const urls = { google: `${origin}/google`, microsoft: `${origin}/microsoft`, github: origin };
  const codes = new Map<string, { person: VendorPerson; asked: URLSearchParams; vendor: string }>();
  const tokens = new Map<string, VendorPerson>();
  const tokenRequests: VendorServer['tokenRequests'] = [];
  let spoilt: Parameters<VendorServer['spoil']>[0] = {};

  const idToken = (vendor: string, asked: URLSearchParams, person: VendorPerson) => {
    const now = Math.floor(Date.now() / 1000);
    const honest: Claims = {
      iss: vendor === 'google' ? urls.google : `${urls.microsoft}/${directory}/v2.0`,
      ...(vendor === 'microsoft' ? { tid: directory } : {}),
      aud: asked.get('client_id'),
      iat: now,
      exp: now + 3_600,
      nonce: asked.get('nonce'),
      ...person.claims,
    };
    const { claims = (same: Claims) => same, foreignKey = false, alg = 'RS256' } = spoilt;
    const text = `${base64url({ alg, kid: 'k1', typ: 'JWT' })}.${base64url(claims(honest))}`;
    const key = foreignKey ? foreign : privateKey;
    const signature =
      alg === 'none' ? '' : sign('sha256', Buffer.from(text), key).toString('base64url');
    return `${text}.${signature}`;
  };

  const exchange = (headers: IncomingMessage['headers'], body: URLSearchParams): object => {
    tokenRequests.push({ headers, body });
    const given = codes.get(body.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url');
    const right =
      given !== undefined &&
      given.asked.get('code_challenge') === challenge &&
      given.asked.get('redirect_uri') === body.get('redirect_uri');
    // A code is for once.
    codes.delete(body.get('code') ?? '');
    if (!right) return { error: given === undefined ? 'invalid_grant' : 'bad_verification_code' };
    const accessToken = randomUUID();
    tokens.set(accessToken, given.person);
    const common = { access_token: accessToken, token_type: 'bearer' };
    if (given.vendor === 'github') return { ...common, scope: 'read:user,user:email' };
    return {
      ...common,
      id_token: idToken(given.vendor, given.asked, given.person),
      expires_in: 3599,
    };
  };

  const documentOf = (
    issuer: string,
    paths: { authorize: string; token: string; keys: string },
  ) => ({
    issuer,
    authorization_endpoint: paths.authorize,
    token_endpoint: paths.token,
    jwks_uri: paths.keys,
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
  });

  const answerTo = (
    path: string,
    headers: IncomingMessage['headers'],
    body: string,
  ): [number, unknown] => {
    const person = tokens.get((headers.authorization ?? '').replace(/^bearer /i, ''));
    const microsoft = `${urls.microsoft}/common`;
    switch (path) {
      case '/google/.well-known/openid-configuration':
        return [
          200,
          documentOf(urls.google, {
            authorize: `${urls.google}/o/oauth2/v2/auth`,
            token: `${urls.google}/token`,
            keys: `${urls.google}/oauth2/v3/certs`,
          }),
        ];
      case '/microsoft/common/v2.0/.well-known/openid-configuration':
        return [
          200,
          documentOf(`${urls.microsoft}/{tenantid}/v2.0`, {
            authorize: `${microsoft}/oauth2/v2.0/authorize`,
            token: `${microsoft}/oauth2/v2.0/token`,
            keys: `${microsoft}/discovery/v2.0/keys`,
          }),
        ];
      case '/google/oauth2/v3/certs':
      case '/microsoft/common/discovery/v2.0/keys':
        return [200, { keys: [jwk] }];
      case '/google/token':
      case '/microsoft/common/oauth2/v2.0/token': {
        const told = exchange(headers, new URLSearchParams(body));
        return ['error' in told ? 400 : 200, told];
      }
      // GitHub tells of errors with status 200.
      case '/login/oauth/access_token':
        return [200, exchange(headers, new URLSearchParams(body))];
      case '/api/v3/user':
        return person === undefined ? [401, { message: 'Bad credentials' }] : [200, person.user];
      case '/api/v3/user/emails':
        return person === undefined ? [401, { message: 'Bad credentials' }] : [200, person.emails];
      default:
        return [404, { message: 'Not Found' }];
    }
  };

  server.on('request', (request, response) => {
    const asked = new URL(request.url ?? '', origin);
    if (asked.searchParams.has('redirect_uri') && vendorServer.signedIn !== null) {
      const query = vendorServer.authorize(asked.href, vendorServer.signedIn);
      response.writeHead(302, { location: `${asked.searchParams.get('redirect_uri')}?${query}` });
      response.end();
      return;
    }
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      const [status, told] = answerTo(request.url ?? '', request.headers, body);
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(told));
    });
  });

  const vendorServer: VendorServer = {
    signedIn: null,
    googleUrl: urls.google,
    microsoftUrl: urls.microsoft,
    githubUrl: urls.github,
    tokenRequests,
    spoil: (change) => {
      spoilt = change;
    },
    authorize(url, person) {
      const { pathname, searchParams: asked } = new URL(url);
      const vendor =
        ['google', 'microsoft'].find((each) => pathname.startsWith(`/${each}/`)) ?? 'github';
      const code = randomUUID();
      codes.set(code, { person, asked, vendor });
      const back = new URLSearchParams({ code, state: asked.get('state') ?? '' });
      if (vendor === 'github') back.set('iss', `${urls.github}/login/oauth`);
      return back.toString();
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return vendorServer;
}
