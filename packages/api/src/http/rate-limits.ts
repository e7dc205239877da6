import { createHash } from 'node:crypto';
import { PlatformError } from '@platform/api-contract/errors';
import type { RateClass } from '@platform/api-contract/procedure';
import type { Redis } from 'ioredis';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';

type Budget = RateClass | 'address' | `${Exclude<RateClass, 'credentials'>}-workspace`;

/**
 * Points per window. Generous for people, tight for scripts. A class counts per actor (person, key,
 * visitor, or address where there is none), and per workspace for all of them together: many keys or
 * visitors do not make a workspace ten times as large.
 */
const budgets: Readonly<Record<Budget, { points: number; seconds: number }>> = {
  address: { points: 1_500, seconds: 60 },
  read: { points: 900, seconds: 60 },
  write: { points: 240, seconds: 60 },
  // Of one address, right or wrong: a whole office may sign in at nine. What is wrong is counted besides,
  // by account and place.
  credentials: { points: 60, seconds: 300 },
  ask: { points: 60, seconds: 60 },
  upload: { points: 300, seconds: 60 },
  visitor: { points: 300, seconds: 60 },
  'read-workspace': { points: 12_000, seconds: 60 },
  'write-workspace': { points: 3_000, seconds: 60 },
  'ask-workspace': { points: 900, seconds: 60 },
  'upload-workspace': { points: 3_000, seconds: 60 },
  'visitor-workspace': { points: 15_000, seconds: 60 },
};

export interface Bucket {
  readonly budget: Budget;
  readonly key: string;
}

/** How a budget stands after a call, for the headers that tell a client. */
export interface LimitState {
  readonly policy: Budget;
  readonly points: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  readonly resetMs: number;
}

export interface RateLimits {
  /** Takes one point of `key`'s budget; throws RATE_LIMITED with the time to wait when it is used up. */
  consume(budget: Budget, key: string): Promise<void>;
  /**
   * Takes one point of each, side by side: one round trip. Tells how they stand, then throws
   * RATE_LIMITED when one of them is used up.
   */
  consumeAll(
    buckets: readonly Bucket[],
    report: (states: readonly LimitState[]) => void,
  ): Promise<void>;
  /** Throws RATE_LIMITED for what this process knows to be used up, without asking anybody. */
  refuseKnown(bucket: Bucket): void;
}

const maxKnown = 10_000;

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
  const usedUp = new Map<string, number>();

  const take = async ({ budget, key }: Bucket): Promise<LimitState & { exceeded: boolean }> => {
    const { points, seconds } = budgets[budget];
    const limiter = limiters.get(budget);
    if (limiter === undefined) throw new Error(`No budget ${budget}`);
    const [result, exceeded] = await limiter.consume(nameless(key)).then(
      (taken) => [taken, false] as const,
      (rejection: unknown) => {
        if (rejection instanceof RateLimiterRes) return [rejection, true] as const;
        throw rejection;
      },
    );
    const resetMs = Math.max(0, result.msBeforeNext);
    if (exceeded) {
      if (usedUp.size >= maxKnown) usedUp.clear();
      usedUp.set(`${budget} ${key}`, Date.now() + resetMs);
    }
    return {
      policy: budget,
      points: points * factor,
      windowSeconds: seconds,
      remaining: Math.max(0, result.remainingPoints),
      resetMs,
      exceeded,
    };
  };

  const consumeAll: RateLimits['consumeAll'] = async (buckets, report) => {
    const states = await Promise.all(buckets.map(take));
    report(states);
    const waits = states.filter(({ exceeded }) => exceeded).map(({ resetMs }) => resetMs);
    if (waits.length > 0) throw limited(Math.max(...waits));
  };

  return {
    consumeAll,
    consume: (budget, key) => consumeAll([{ budget, key }], () => undefined),
    refuseKnown({ budget, key }) {
      const at = `${budget} ${key}`;
      const untilMs = usedUp.get(at);
      if (untilMs === undefined) return;
      const waitMs = untilMs - Date.now();
      if (waitMs > 0) throw limited(waitMs);
      usedUp.delete(at);
    },
  };
}

/** A key may be somebody's address or id; what counts them in Redis shall name nobody. */
const nameless = (key: string): string => createHash('sha256').update(key).digest('base64url');

const limited = (retryAfterMs: number) =>
  new PlatformError('RATE_LIMITED', undefined, { retryAfterMs });

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
