import type { AppRouter, Me } from '@platform/api-contract/types';
import { QueryClient } from '@tanstack/react-query';
import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  retryLink,
  TRPCClientError,
} from '@trpc/client';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { isRetryable, readError } from './api-error.ts';
import { onceLink } from './once-link.ts';
import { acceptMe, csrfToken, forgetCsrfToken, workspaceId } from './session.ts';
import { stepUpLink } from './step-up.ts';

const url = '/trpc';

/** Asks who is signed in, outside the batch, so that a stale CSRF token can be renewed in mid-flight. */
const bare = createTRPCClient<AppRouter>({ links: [httpLink({ url })] });

export async function fetchMe(): Promise<Me> {
  const me = await bare.auth.me.query();
  acceptMe(me);
  return me;
}

/** Headers that every request carries; uploads and files use this too. */
export async function requestHeaders(changes: boolean): Promise<Record<string, string>> {
  const headers: Record<string, string> = {};
  if (changes && csrfToken() === null) await fetchMe();
  const workspace = workspaceId();
  if (workspace) headers['x-workspace'] = workspace;
  const token = csrfToken();
  if (changes && token) headers['x-csrf-token'] = token;
  return headers;
}

const renewCsrfToken = () =>
  retryLink<AppRouter>({
    // A tab that slept past its token gets a fresh one and repeats the call once.
    retry: ({ error, attempts, op }) => {
      if (op.type !== 'mutation' || attempts > 1 || readError(error).code !== 'CSRF') return false;
      forgetCsrfToken();
      return true;
    },
  });

/** Proves again who the person is. Past the batch and the link that waits for exactly this. */
export async function stepUp(proof: { password?: string; code?: string }): Promise<void> {
  const direct = createTRPCClient<AppRouter>({
    links: [renewCsrfToken(), httpLink({ url, headers: () => requestHeaders(true) })],
  });
  takeMe(await direct.account.stepUp.mutate(proof));
}

/** Takes in who is signed in, where a call's answer says so: the session has another token now. */
export function takeMe(me: Me): void {
  acceptMe(me);
  queryClient.setQueryData(meQuery.queryKey, me);
}

/** The one client of the API. No screen sets a header, so none can forget one. */
export const api = createTRPCClient<AppRouter>({
  links: [
    onceLink,
    renewCsrfToken(),
    stepUpLink,
    httpBatchLink({
      url,
      maxItems: 12,
      headers: ({ opList }) => requestHeaders(opList.some((op) => op.type === 'mutation')),
    }),
  ],
});

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (count, error) => count < 2 && isRetryable(error),
    },
    mutations: { retry: false },
  },
});

queryClient.getQueryCache().subscribe((event) => {
  // Signed out elsewhere, or the session ended: the guard of the routes then leads to sign-in.
  if (event.type !== 'updated' || event.action.type !== 'error') return;
  const { error } = event.action;
  if (error instanceof TRPCClientError && readError(error).code === 'UNAUTHENTICATED') {
    void queryClient.invalidateQueries({ queryKey: trpc.auth.me.queryKey() });
  }
});

export const trpc = createTRPCOptionsProxy<AppRouter>({ client: api, queryClient });

/** Who is signed in, cached; the guard of the routes and the shell read the same entry. */
export const meQuery = {
  ...trpc.auth.me.queryOptions(),
  queryFn: fetchMe,
  staleTime: 5 * 60_000,
};
