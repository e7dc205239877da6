import type { LimitState } from './rate-limits.ts';

/**
 * The fields `RateLimit-Policy` and `RateLimit` of draft-ietf-httpapi-ratelimit-headers: what may be
 * done in which window, and what is left of it for how long. Called once for each call of a request.
 */
export function limitHeaders(
  send: (headers: Record<string, string>) => void,
): (states: readonly LimitState[]) => void {
  const least = new Map<string, LimitState>();
  return (states) => {
    for (const state of states) {
      const before = least.get(state.policy);
      if (before === undefined || state.remaining < before.remaining) {
        least.set(state.policy, state);
      }
    }
    const all = [...least.values()];
    send({
      'ratelimit-policy': all
        .map(({ policy, points, windowSeconds }) => `"${policy}";q=${points};w=${windowSeconds}`)
        .join(', '),
      ratelimit: all
        .map(
          ({ policy, remaining, resetMs }) =>
            `"${policy}";r=${remaining};t=${Math.ceil(resetMs / 1000)}`,
        )
        .join(', '),
    });
  };
}
