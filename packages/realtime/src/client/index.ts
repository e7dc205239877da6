export type { Envelope, Position, RefusalCode } from '../protocol.ts';
export {
  type ClientState,
  createRealtimeClient,
  type RealtimeClient,
  type RealtimeClientOptions,
  type SubscriptionHandlers,
  type SubscriptionState,
} from './realtime-client.ts';
