import {
  acceptInvitation,
  attemptRules,
  type Client,
  changeRole,
  confirmSecondFactor,
  createAuthenticator,
  createSealer,
  hashSessionToken,
  invite,
  leaveWorkspace,
  openInvitation,
  openSession,
  readSealingKeys,
  startSecondFactor,
  verifySecondFactor,
} from '@platform/auth';
import type { Database } from '@platform/db';
import { memberships, secondFactors, users } from '@platform/db/schema';
import type { TestDatabase } from '@platform/db/testing';
import { newId } from '@platform/shared/ids';
import { URI } from 'otpauth';

/*
 * Fifty at once for what only one may have. The rules themselves, past the limits of the guard and with
 * a budget of attempts that none of them uses up: what is counted is who wins.
 */
const secret = 's'.repeat(32);
const sealer = createSealer(readSealingKeys(undefined, secret));
const stepMs = 30_000;
const attempts = { maxFailures: attemptRules.maxFailures * 1_000 };

let places = 0;
/** Each attempt from a place of its own. */
const somewhere = (): Client => {
  places += 1;
  return { userAgent: 'test', address: `10.0.${Math.floor(places / 250) % 250}.${places % 250}` };
};

async function addPerson(db: Database): Promise<string> {
  const id = newId('user');
  await db.identity(null, (tx) =>
    tx.insert(users).values({ id, name: 'Ada', email: `${id}@example.com` }),
  );
  return id;
}

const addMember = (db: Database, tenantId: string, userId: string, role: 'owner' | 'agent') =>
  db.tenant(tenantId, (tx) =>
    tx.insert(memberships).values({
      tenantId,
      id: newId('membership'),
      userId,
      role,
      displayName: 'Ada',
      email: `${userId}@example.com`,
    }),
  );

const winnersOf = async (all: readonly Promise<unknown>[]): Promise<number> => {
  const settled = await Promise.allSettled(all);
  return settled.filter(({ status }) => status === 'fulfilled').length;
};

/** Opens as many sessions as there are attempts, then tries one code at all of them together. */
async function raceForCode(test: TestDatabase, parallel: number, kind: 'app' | 'recovery') {
  const { database: db } = test;
  const services = { db, sealer, attempts };
  const { reload } = createAuthenticator({ db, secret, emailVerificationRequired: false });
  const userId = await addPerson(db);
  const enter = async () => {
    const client = somewhere();
    const token = await db.identity(null, (tx) =>
      openSession(tx, { userId, method: 'password' }, client, sealer),
    );
    const actor = await reload(hashSessionToken(token));
    if (actor === null) throw new Error('The session did not open.');
    return { actor, client };
  };
  const first = await enter();
  const { uri } = await startSecondFactor(services, first.actor);
  const totp = URI.parse(uri);
  const codeAt = (steps: number): string =>
    totp.generate({ timestamp: Date.now() + steps * stepMs } as never);
  const { recoveryCodes } = await confirmSecondFactor(
    services,
    first.actor,
    codeAt(0),
    first.client,
  );
  // The step that confirmed is free again, so that a round never waits for the next one.
  await db.identity(null, (tx) => tx.update(secondFactors).set({ lastStep: 0 }));
  const sessions = [];
  for (let each = 0; each < parallel; each += 1) sessions.push(await enter());
  const code = kind === 'app' ? codeAt(0) : (recoveryCodes[0] ?? '');
  return winnersOf(
    sessions.map(({ actor, client }) => verifySecondFactor(services, actor, code, client)),
  );
}

/** An invitation for one, and as many people who have its link. */
async function raceForInvitation(test: TestDatabase, parallel: number): Promise<number> {
  const { database: db } = test;
  const tenantId = await test.createTenant();
  const owner = await addPerson(db);
  await addMember(db, tenantId, owner, 'owner');
  const { token } = await db.tenant(tenantId, (tx) =>
    invite(tx, tenantId, owner, { role: 'agent', email: null, maxUses: 1 }),
  );
  const open = await openInvitation(db, token);
  const people: string[] = [];
  for (let each = 0; each < parallel; each += 1) people.push(await addPerson(db));
  return winnersOf(
    people.map((userId) =>
      db.tenant(tenantId, (tx) =>
        acceptInvitation(tx, open, token, { userId, name: 'Ada', email: `${userId}@example.com` }),
      ),
    ),
  );
}

/**
 * Owners who all leave, or make one another agents, at once. Returns how many owners there are
 * afterwards, less the one there must be.
 */
async function raceOfOwners(test: TestDatabase, parallel: number): Promise<number> {
  const { database: db } = test;
  const tenantId = await test.createTenant();
  const owners: string[] = [];
  for (let each = 0; each < parallel; each += 1) {
    const userId = await addPerson(db);
    await addMember(db, tenantId, userId, 'owner');
    owners.push(userId);
  }
  await winnersOf(
    owners.map((userId, index) =>
      db.tenant(tenantId, (tx) =>
        index % 2 === 0
          ? leaveWorkspace(tx, tenantId, userId)
          : changeRole(tx, tenantId, userId, { userId, role: 'agent' }),
      ),
    ),
  );
  const rows = await db.tenant(tenantId, (tx) => tx.select().from(memberships));
  return rows.filter(({ role }) => role === 'owner').length;
}

/** Each tells how many won, or how many owners are left: one, always. */
export const races = {
  'same code of the app': (test: TestDatabase, parallel: number) =>
    raceForCode(test, parallel, 'app'),
  'same recovery code': (test: TestDatabase, parallel: number) =>
    raceForCode(test, parallel, 'recovery'),
  'same invitation': raceForInvitation,
  'last owner': raceOfOwners,
} as const;
