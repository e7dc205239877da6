import { useQuery } from '@tanstack/react-query';
import { trpc } from '../../api/client.ts';

const askAgainMs = 1_000;

/** Erasures of the workspace; while one is under way they are asked for again and again. */
export function useErasures() {
  return useQuery({
    ...trpc.data.erasures.queryOptions(),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.erasures.some(
        (each) => each.state === 'running' || (each.state === 'scheduled' && isDue(each.dueAt)),
      ) === true
        ? askAgainMs
        : false,
  });
}

const isDue = (at: string): boolean => Date.parse(at) <= Date.now();
