import type { AppRouter } from '@platform/api-contract/types';
import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';

export type Api = TRPCClient<AppRouter>;

/** A client of the procedures at an origin, as a browser would have it. */
export function apiAt(
  origin: string,
  headers: () => Record<string, string>,
  seen: (response: Response) => void = () => undefined,
): Api {
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${origin}/trpc`,
        headers,
        fetch: async (input, init) => {
          const response = await fetch(input as string, init as RequestInit);
          seen(response);
          return response;
        },
      }),
    ],
  });
}

export const realtimeAt = (origin: string) => `${origin.replace(/^http/, 'ws')}/realtime`;
