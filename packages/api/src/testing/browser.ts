import type { AppRouter, Me } from '@platform/api-contract/types';
import { createTRPCClient, httpLink } from '@trpc/client';
import type { Api } from './index.ts';

/** A browser of a person: keeps cookies, and sends what the shared client of the apps would. */
export interface TestBrowser {
  readonly api: Api;
  readonly cookies: ReadonlyMap<string, string>;
  /** The answers as they came, the newest last. */
  readonly answers: readonly { status: number; body: string }[];
  headers(): Record<string, string>;
  /** Takes in who is signed in, as the dashboard does after each sign-in. */
  accept(me: Me): Me;
}

export function openBrowser(origin: string, extra: Record<string, string> = {}): TestBrowser {
  const cookies = new Map<string, string>();
  const answers: { status: number; body: string }[] = [];
  const known = { csrf: '', workspace: '' };
  const headers = () => ({
    origin,
    ...(cookies.size === 0
      ? {}
      : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
    ...(known.csrf === '' ? {} : { 'x-csrf-token': known.csrf }),
    ...(known.workspace === '' ? {} : { 'x-workspace': known.workspace }),
    ...extra,
  });
  const keep = (response: Response) => {
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      const value = pair.slice(at + 1);
      if (value === '') cookies.delete(pair.slice(0, at));
      else cookies.set(pair.slice(0, at), value);
    }
  };
  const api = createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${origin}/trpc`,
        headers,
        fetch: async (input, init) => {
          const response = await fetch(input as string, init as RequestInit);
          keep(response);
          answers.push({ status: response.status, body: await response.clone().text() });
          return response;
        },
      }),
    ],
  });
  return {
    api,
    cookies,
    answers,
    headers,
    accept(me) {
      known.csrf = me.csrfToken ?? '';
      known.workspace = me.memberships[0]?.tenantId ?? '';
      return me;
    },
  };
}
