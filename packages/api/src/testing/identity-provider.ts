import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Adapter, type AdapterPayload } from 'oidc-provider';

/** Somebody with an account at the provider, as its claims tell of them. */
export interface ProviderPerson {
  readonly sub: string;
  readonly name: string;
  readonly email: string;
  readonly email_verified?: boolean;
  /** As Microsoft says it. */
  readonly xms_edov?: boolean;
}

export interface IdentityProvider {
  readonly issuer: string;
  /** For ALLOWED_PRIVATE_HOSTS. */
  readonly host: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where people may be sent back to; known once the platform listens. */
  allow(redirectUri: string): void;
  add(person: ProviderPerson): void;
  /**
   * Goes where the platform sends a browser, signs in as a person, and returns the query with which it
   * is sent back.
   */
  signIn(url: string, sub: string): Promise<string>;
  close(): Promise<void>;
}

/** A real OpenID provider on this host, whose sign-in page asks for nothing but who one is. */
export async function startIdentityProvider(): Promise<IdentityProvider> {
  const people = new Map<string, ProviderPerson>();
  const client = {
    client_id: 'parley',
    client_secret: `secret-${randomUUID()}`,
    redirect_uris: [] as string[],
    grant_types: ['authorization_code'],
    response_types: ['code'],
  };
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const issuer = `http://localhost:${port}`;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'test' };
  const provider = new Provider(issuer, {
    adapter: createAdapter(() => client as never),
    jwks: { keys: [key as never] },
    cookies: { keys: ['not a secret in a test'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified', 'xms_edov'], profile: ['name'] },
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: async (_ctx, sub) => {
      const person = people.get(sub);
      return person && { accountId: sub, claims: async () => ({ ...person }) };
    },
    // Whoever signs in here agrees to what they are asked for.
    async loadExistingGrant({ oidc }) {
      const accountId = oidc.session?.accountId;
      if (oidc.client === undefined || accountId === undefined) return undefined;
      const { Grant } = oidc.provider;
      const grant = new Grant({ clientId: oidc.client.clientId, accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const handle = provider.callback();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith('/interaction/') === true) {
      void interact(provider, people, request, response);
    } else void handle(request, response);
  });

  return {
    issuer,
    host: `localhost:${port}`,
    clientId: client.client_id,
    clientSecret: client.client_secret,
    allow: (redirectUri) => void client.redirect_uris.push(redirectUri),
    add: (person) => void people.set(person.sub, person),
    signIn: (url, sub) => walk(issuer, url, sub),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function interact(
  provider: Provider,
  people: ReadonlyMap<string, ProviderPerson>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'POST') {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const accountId = new URLSearchParams(body).get('sub') ?? '';
    const result =
      accountId === ''
        ? { error: 'access_denied', error_description: 'The person said no.' }
        : { login: { accountId } };
    return provider.interactionFinished(request, response, result);
  }
  const buttons = [...people.values()].map(
    ({ sub, name }) => `<button name="sub" value="${sub}">Sign in as ${name}</button>`,
  );
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(`<!doctype html><html lang="en"><title>The company's sign-in</title>
<h1>The company's sign-in</h1><form method="post">${buttons.join('')}<button name="sub" value="">Cancel</button></form>`);
}

/** What a browser would do, with its cookies, up to being sent back. */
async function walk(issuer: string, start: string, sub: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = new URL(start);
  let form: string | null = null;
  for (let step = 0; step < 10; step += 1) {
    const response: Response = await fetch(url, {
      redirect: 'manual',
      method: form === null ? 'GET' : 'POST',
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form === null ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      body: form,
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s);
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location !== null) {
      form = null;
      url = new URL(location, url);
      if (url.origin !== issuer) return url.search.slice(1);
    } else if (url.pathname.startsWith('/interaction/') && form === null) {
      form = `sub=${encodeURIComponent(sub)}`;
    } else {
      throw new Error(`The provider stopped at ${response.status}: ${await response.text()}`);
    }
  }
  throw new Error('The provider leads in circles.');
}

/** Memory, but for the one client, which learns where people may be sent back to as tests go on. */
function createAdapter(client: () => AdapterPayload): new (name: string) => Adapter {
  const kept = new Map<string, AdapterPayload>();
  return class {
    readonly name: string;
    constructor(name: string) {
      this.name = name;
    }
    #key(id: string) {
      return `${this.name} ${id}`;
    }
    async upsert(id: string, payload: AdapterPayload) {
      kept.set(this.#key(id), payload);
    }
    async find(id: string) {
      return this.name === 'Client' ? client() : kept.get(this.#key(id));
    }
    async findByUid(uid: string) {
      return [...kept].find(([key, each]) => key.startsWith(this.name) && each.uid === uid)?.[1];
    }
    async findByUserCode() {
      return undefined;
    }
    async consume(id: string) {
      const payload = kept.get(this.#key(id));
      if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
    }
    async destroy(id: string) {
      kept.delete(this.#key(id));
    }
    async revokeByGrantId(grantId: string) {
      for (const [key, each] of kept) if (each.grantId === grantId) kept.delete(key);
    }
  };
}
