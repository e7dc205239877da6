/**
 * What signing in costs besides the password's hash, one after another, as the 95th percentile beside
 * its bound; then fifty people who sign in at once: that all get in, how long the last one waits, and
 * how far the memory of the process goes up (unbounded, fifty hashes of 64 MiB would take 3,200 MiB).
 *
 *   node tests/bench/auth/sign-in.bench.ts [sign-ins] [at once]
 */
import { startTestPlatform } from '@platform/api/testing';
import { hashingStats } from '@platform/auth';
import { users } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';

const count = Number(process.argv[2] ?? 200);
const parallel = Number(process.argv[3] ?? 50);
const boundMs = 30;
const password = 'correct horse battery staple';
const mebibyte = 1024 * 1024;

const test = await startTestPlatform('embedded', {}, 1_000_000);
const { db } = test.platform.services;

async function signIn(email: string, cookie: string) {
  const response = await fetch(`${test.origin}/trpc/auth.signIn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: test.origin, cookie },
    body: JSON.stringify({ email, password }),
  });
  await response.text();
  const pairs = response.headers.getSetCookie().map((each) => each.split(';')[0] ?? '');
  return { status: response.status, cookie: pairs.join('; ') };
}

const member = await test.signUp('Acme');
const warm = await signIn(member.email, '');

const restMs: number[] = [];
for (let time = 0; time < count; time += 1) {
  const hashedMs = hashingStats().spentMs;
  const begunMs = performance.now();
  const { status } = await signIn(member.email, warm.cookie);
  if (status !== 200) throw new Error(`A sign-in was refused: ${status}`);
  restMs.push(performance.now() - begunMs - (hashingStats().spentMs - hashedMs));
}
restMs.sort((a, b) => a - b);
const percentile = (share: number): number =>
  Number((restMs[Math.ceil(restMs.length * share) - 1] ?? 0).toFixed(1));
const p95Ms = percentile(0.95);
console.log(
  JSON.stringify({ signIns: count, withoutHash: { p50Ms: percentile(0.5), p95Ms }, boundMs }),
);

// People of the same password share its hash here: making fifty would only take time.
const rows = await db.identity(null, (tx) => tx.select().from(users));
const passwordHash = rows.find(({ id }) => id === member.userId)?.passwordHash ?? null;
const people = Array.from({ length: parallel }, () => {
  const id = newId('user');
  return { id, name: 'Ada', email: `${id}@example.com`, passwordHash };
});
await db.identity(null, (tx) => tx.insert(users).values(people));

const before = process.memoryUsage.rss();
let peak = before;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 2);
const begunMs = performance.now();
const answers = await Promise.all(people.map(({ email }) => signIn(email, '')));
const lastMs = Math.round(performance.now() - begunMs);
clearInterval(watch);
const signedIn = answers.filter(({ status }) => status === 200).length;
console.log(
  JSON.stringify({
    parallel,
    signedIn,
    lastMs,
    rssBeforeMiB: Math.round(before / mebibyte),
    rssPeakMiB: Math.round(peak / mebibyte),
    unboundedMiB: parallel * 64,
  }),
);
await test.close();
process.exitCode = p95Ms <= boundMs && signedIn === parallel ? 0 : 1;
