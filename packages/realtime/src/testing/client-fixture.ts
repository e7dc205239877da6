import { createRealtimeClient } from '../client/realtime-client.ts';
import type { RealtimeClient } from '../client/types.ts';
import { type GatewayFixture, startGateway } from './gateway-fixture.ts';

/** What a test opened, to be closed in the opposite order after it. */
export const cleanups: (() => unknown)[] = [];

export async function cleanUp(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}

export async function gateway(...args: Parameters<typeof startGateway>): Promise<GatewayFixture> {
  const fixture = await startGateway(...args);
  cleanups.push(() => fixture.close());
  return fixture;
}

/** A client of ours and the states it goes through. */
export function connect(url: string, getToken: () => string = () => 'alice') {
  const states: string[] = [];
  const client = createRealtimeClient({
    url,
    getToken,
    onState: (state, reason) => states.push(reason ? `${state}:${reason}` : state),
  });
  cleanups.push(() => client.close());
  return { client, states };
}

/** What a subscription hears: ids of messages, and before how many of them it was told to fetch. */
export function listen(
  client: RealtimeClient<{ type: string; payload: unknown }>,
  resource: string,
) {
  const ids: string[] = [];
  const resets: number[] = [];
  const states: string[] = [];
  const stop = client.subscribe(resource, {
    onMessage: (message) => ids.push(message.id),
    onReset: () => resets.push(ids.length),
    onState: (state) => states.push(state),
  });
  return { ids, resets, states, stop };
}
