import { hash, verify } from '@node-rs/argon2';
import { verify as verifyBcrypt } from '@node-rs/bcrypt';
import { createBoundedWork } from './safety/bounded-work.ts';

/** Argon2id (the library's default variant) at 64 MiB, 3 passes, 4 lanes, 32 bytes. [ASVS 11.4.2] */
const cost = { memoryCost: 65_536, timeCost: 3, parallelism: 4, outputLen: 32 } as const;

/**
 * One takes 64 MiB and a tenth of a second of every core, so two at once use the machine well and cost
 * 128 MiB at most, however many sign in. One for the process: memory is the process's.
 */
const hashing = createBoundedWork({ atOnce: 2, waiting: 100, waitMs: 20_000 });

/** How busy hashing is, for metrics. */
export const hashingStats = hashing.stats;

export const hashPassword = (password: string): Promise<string> =>
  hashing.run(() => hash(password, cost));

// Made once, so that an address nobody has takes as long to refuse as a wrong password.
let nobody: Promise<string> | undefined;

async function takeAsLong(password: string): Promise<void> {
  nobody ??= hash('no account has this', cost);
  await verify(await nobody, password);
}

const isBcrypt = (stored: string): boolean => /^\$2[aby]\$/.test(stored);

/**
 * Whether the password is right. `stored` null means there is no such account: false, as slowly. Knows
 * bcrypt too, which other platforms bring along; it takes the time of a new hash on top, so that nobody
 * can tell by the clock who has not been here for long.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  return hashing.run(async () => {
    if (stored === null) {
      await takeAsLong(password);
      return false;
    }
    if (!isBcrypt(stored)) return verify(stored, password);
    const right = await verifyBcrypt(password, stored);
    if (!right) await takeAsLong(password);
    return right;
  });
}

/** True for bcrypt, for another variant, and for an Argon2id that costs less than ours. */
export function isWeakHash(stored: string): boolean {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$[^$]+\$([^$]+)$/.exec(stored);
  if (parts === null) return true;
  const [memory = 0, passes = 0, lanes = 0] = parts.slice(1, 4).map(Number);
  const bytes = Buffer.from(parts[4] ?? '', 'base64').length;
  return (
    memory < cost.memoryCost ||
    passes < cost.timeCost ||
    lanes < cost.parallelism ||
    bytes < cost.outputLen
  );
}
