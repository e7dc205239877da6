export { CuttableProxy } from './cuttable-proxy.ts';
export { hasRedisServer, type RedisServer, startRedisServer } from './redis-server.ts';
