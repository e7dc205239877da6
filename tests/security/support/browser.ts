import { call, type RequestHeaders } from './call.ts';

interface Me {
  readonly user: { id: string } | null;
  readonly mfaPending: boolean;
  readonly memberships: readonly { tenantId: string; restriction: string | null }[];
  readonly csrfToken: string | null;
}

/** A browser of a person: keeps every cookie and the CSRF token, and comes from an address. */
export class TestBrowser {
  readonly #origin: string;
  readonly #address: string;
  readonly cookies = new Map<string, string>();
  csrfToken = '';
  workspace = '';

  /** `address` counts where the platform believes proxies on this host. */
  constructor(origin: string, address = '192.0.2.10') {
    this.#origin = origin;
    this.#address = address;
  }

  headers(): RequestHeaders {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return {
      origin: this.#origin,
      'x-forwarded-for': this.#address,
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
      ...(cookie === '' ? {} : { cookie }),
      ...(this.csrfToken === '' ? {} : { 'x-csrf-token': this.csrfToken }),
      ...(this.workspace === '' ? {} : { 'x-workspace': this.workspace }),
    };
  }

  /** Another browser with the same cookies, as a thief of them would have. */
  copy(address = this.#address): TestBrowser {
    const copy = new TestBrowser(this.#origin, address);
    for (const [name, value] of this.cookies) copy.cookies.set(name, value);
    copy.csrfToken = this.csrfToken;
    copy.workspace = this.workspace;
    return copy;
  }

  async call(path: string, input?: unknown, kind: 'query' | 'mutation' = 'mutation') {
    const answer = await call(this.#origin, { path, kind }, input, this.headers());
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const body = JSON.parse(answer.text) as {
      result?: { data: unknown };
      error?: { data: { retryAfterMs: number | null } };
    };
    const data = body.result?.data;
    const me = readMe(data);
    if (me !== null) {
      this.csrfToken = me.csrfToken ?? '';
      this.workspace ||= me.memberships[0]?.tenantId ?? '';
    }
    return { ...answer, data, me, retryAfterMs: body.error?.data.retryAfterMs ?? null };
  }

  query(path: string, input?: unknown) {
    return this.call(path, input, 'query');
  }

  signIn(email: string, password: string) {
    return this.call('auth.signIn', { email, password });
  }

  /** What names this session; another one after each rotation. */
  get sessionToken(): string {
    const [, token = ''] =
      [...this.cookies].find(([name]) => name.includes('session') && !name.endsWith('device')) ??
      [];
    return token;
  }
}

function readMe(data: unknown): Me | null {
  if (typeof data !== 'object' || data === null) return null;
  if ('mfaPending' in data) return data as Me;
  return 'me' in data ? readMe(data.me) : null;
}
