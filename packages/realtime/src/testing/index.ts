export { hasRedisServer, type RedisServer, startRedisServer } from './redis-server.ts';
