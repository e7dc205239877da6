import type { AppRouter } from '@platform/api-contract/types';
import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';

/** A browser of a test: keeps the cookies it is given, and sends what our own pages would. */
export interface TestBrowser {
  readonly api: TRPCClient<AppRouter>;
  readonly cookies: Map<string, string>;
  /** The workspace its calls are about. */
  workspace: string;
  /** Takes in who is signed in, so that what follows carries the right token. */
  refresh(): Promise<void>;
}

export function openTestBrowser(origin: string, from = origin): TestBrowser {
  const cookies = new Map<string, string>();
  let csrfToken: string | null = null;
  const api = createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${origin}/trpc`,
        headers: () => ({
          origin: from,
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          ...(csrfToken === null ? {} : { 'x-csrf-token': csrfToken }),
          ...(browser.workspace === '' ? {} : { 'x-workspace': browser.workspace }),
        }),
        fetch: async (input, init) => {
          const response = await fetch(input as string, init as RequestInit);
          for (const cookie of response.headers.getSetCookie()) {
            const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s);
            if (value === '') cookies.delete(name);
            else cookies.set(name, value);
          }
          return response;
        },
      }),
    ],
  });
  const browser: TestBrowser = {
    api,
    cookies,
    workspace: '',
    async refresh() {
      const me = await api.auth.me.query();
      ({ csrfToken } = me);
      browser.workspace = me.memberships[0]?.tenantId ?? '';
    },
  };
  return browser;
}
