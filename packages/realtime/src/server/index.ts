export { controlTopic, revalidationMessage } from './control.ts';
export { createGateway, type Gateway, type GatewayOptions } from './gateway.ts';
export {
  type Follower,
  type Following,
  type LogEntry,
  type LogLimits,
  type LogPage,
  LogUnavailableError,
  type MessageLog,
  type OutgoingMessage,
} from './log.ts';
export { createMessageLog, type MessageLogOptions } from './log-drivers.ts';
export { createMemoryLog } from './memory-log.ts';
export { exactOrigins } from './origin.ts';
export type {
  Credentials,
  Decision,
  GatewayLimits,
  GatewayPorts,
  GatewayStats,
  RealtimeLogger,
  Session,
  Signal,
} from './ports.ts';
export { createRedisLog, type RedisLogOptions } from './redis-log.ts';
export {
  createRelay,
  type OutboxClaim,
  type OutboxRow,
  type OutboxSource,
  type Relay,
  type RelayOptions,
} from './relay.ts';
