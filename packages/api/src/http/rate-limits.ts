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

/**
 * One bucket per IPv4 address and per IPv6 /64, which is what one subscriber is given, however the
 * address is spelled: short or long, mapped, with a zone, or with the port that some proxies add.
 */
export function addressBucket(address: string): string {
  const host = /^\[(.+)\](?::\d+)?$/.exec(address)?.[1] ?? address;
  const plain = /^(\d+\.\d+\.\d+\.\d+)(?::\d+)?$/.exec(host)?.[1];
  if (plain !== undefined || !host.includes(':')) return plain ?? host;
  const groups = expandIpv6(host);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (!isMapped) {
    return groups
      .slice(0, 4)
      .map((group) => group.toString(16))
      .join(':');
  }
  return groups
    .slice(6, 8)
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.');
}

/** The eight numbers of an IPv6 address. */
function expandIpv6(address: string): number[] {
  const withoutZone = address.split('%')[0] ?? '';
  const hex = withoutZone.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_dotted, ...bytes) => {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.slice(0, 4).map(Number);
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  });
  const [head = '', tail] = hex.split('::');
  const numbers = (text: string) =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const left = numbers(head);
  if (tail === undefined) return left;
  const right = numbers(tail);
  return [...left, ...Array<number>(Math.max(0, 8 - left.length - right.length)).fill(0), ...right];
}
