export type { Envelope, Position, RefusalCode } from '../protocol.ts';
export { createRealtimeClient } from './realtime-client.ts';
export type {
  ClientState,
  RealtimeClient,
  RealtimeClientOptions,
  SubscriptionHandlers,
  SubscriptionState,
} from './types.ts';
