import { PlatformError } from '@platform/api-contract/errors';
import type { RateClass } from '@platform/api-contract/procedure';
import type { Redis } from 'ioredis';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';

/** Points per window. Generous for people, tight for scripts; the address limit comes first of all. */
const budgets: Readonly<Record<RateClass | 'address', { points: number; seconds: number }>> = {
  address: { points: 1_500, seconds: 60 },
  read: { points: 900, seconds: 60 },
  write: { points: 240, seconds: 60 },
  credentials: { points: 10, seconds: 300 },
  ask: { points: 60, seconds: 60 },
  upload: { points: 300, seconds: 60 },
  visitor: { points: 300, seconds: 60 },
};

export interface RateLimits {
  /** Takes one point of `key`'s budget; throws RATE_LIMITED with the time to wait when it is used up. */
  consume(budget: RateClass | 'address', key: string): Promise<void>;
}

export function createRateLimits(redis: Redis | null, factor = 1): RateLimits {
  const limiters = new Map<string, RateLimiterAbstract>(
    Object.entries(budgets).map(([name, { points, seconds }]) => {
      const options = { keyPrefix: `limit:${name}`, points: points * factor, duration: seconds };
      // Without Redis for a moment, each process counts alone rather than refusing everyone.
      const memory = new RateLimiterMemory(options);
      return [
        name,
        redis === null
          ? memory
          : new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter: memory }),
      ];
    }),
  );
  return {
    async consume(budget, key) {
      try {
        await limiters.get(budget)?.consume(key);
      } catch (rejection) {
        if (!(rejection instanceof RateLimiterRes)) throw rejection;
        throw new PlatformError('RATE_LIMITED', undefined, {
          retryAfterMs: rejection.msBeforeNext,
        });
      }
    },
  };
}

/** One bucket per IPv4 address and per IPv6 /64, which is what one subscriber is given. */
export function addressBucket(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups =
    tail === undefined
      ? left
      : [
          ...left,
          ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'),
          ...right,
        ];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
