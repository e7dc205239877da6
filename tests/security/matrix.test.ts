import { startTestPlatform } from '@platform/api/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, forUnproved, gatherCallers, signInUnproved } from './support/callers.ts';
import { furnishHouse, type House } from './support/house.ts';
import { absentIds, type Ids } from './support/sample-input.ts';
import { openSession } from './support/session.ts';
import { follow, greet } from './support/socket.ts';
import { type Target, targets } from './support/targets.ts';

/*
 * Everything the contract offers, tried by everybody. A refusal is looked for with a call in earnest;
 * whoever is let in does it in earnest where that leaves the house standing, and knocks elsewhere.
 */
let house: House;
let callers: Caller[];
beforeAll(async () => {
  house = await furnishHouse();
  callers = await gatherCallers(house);
}, 180_000);
afterAll(() => house.close());

let cells = 0;
const wrong: string[] = [];
afterAll(() => process.stdout.write(`matrix: ${cells} cells, ${wrong.length} wrong\n`));

// These end or replace the session they are called in, so they get one that nothing else needs.
const endsItsSession = ['auth.signIn', 'auth.signOut'];
async function headersOf(caller: Caller, target: Target) {
  if (caller.role === undefined || !endsItsSession.includes(target.path)) {
    return caller.headers(target);
  }
  return openSession(house.test.origin, house.team[caller.role]);
}

/** One cell: what came back, and a line for each way in which it was not what the table says. */
async function tryCell(caller: Caller, target: Target, origin: string): Promise<string[]> {
  const { ids } = house;
  const headers = await headersOf(caller, target);
  const expected = caller.expected(target);
  const found: string[] = [];
  const judge = (how: string, code: string, text: string) => {
    cells += 1;
    const inside = code === 'none' || target.answersInside.includes(code);
    const right = expected === 'done' ? inside : code === expected;
    if (right) return;
    found.push(
      `${caller.name}: ${target.path}, ${how}: ${code} instead of ${expected}: ${text.slice(0, 300)}`,
    );
  };
  const inEarnest = expected !== 'done' || (target.harmless && caller.onlyKnocks !== true);
  if (!inEarnest) {
    const { error, text } = await target.knock(origin, ids, headers);
    judge('knocking', error ?? 'none', text);
    return found;
  }
  const own = expected === 'done' && caller.role !== undefined;
  const aims: Ids = own ? await target.prepare(house, caller.role ?? 'owner') : ids;
  const answer = await target.ask(origin, aims, headers);
  judge('in earnest', answer.error ?? 'none', answer.text);
  if (expected === 'done') return found;
  if (expected === 'NOT_FOUND') {
    // Byte for byte as for a row that does not exist.
    const absent = await target.ask(origin, absentIds(), headers);
    cells += 1;
    if (absent.bytes !== answer.bytes) found.push(`${caller.name}: ${target.path}: other bytes`);
    return found;
  }
  // Refused before the input is even looked at: no handler ran.
  const { error, text } = await target.knock(origin, ids, headers);
  judge('knocking', error ?? 'none', text);
  return found;
}

async function tryAll(caller: Caller, origin: string): Promise<string[]> {
  const found: string[] = [];
  for (const target of targets) found.push(...(await tryCell(caller, target, origin)));
  found.push(...(await trySocket(caller, origin)));
  wrong.push(...found);
  return found;
}

const probe = (permission: Target['permission'], namesRows = false) =>
  ({ path: 'realtime', permission, rate: 'read', namesRows, changes: false }) as Target;

/** The same credential on the other transport: let in alike, and granted the same topics. */
async function trySocket(caller: Caller, origin: string): Promise<string[]> {
  const headers: Record<string, string> = { ...(await caller.headers(probe('workspace.read'))) };
  const { authorization, 'x-workspace': workspace = '', cookie = '' } = headers;
  const token = authorization?.replace('Bearer ', '');
  const ofVisitor = token !== undefined && !/^[sp]k_/.test(token);
  const expectedOf = (namesRows: boolean) =>
    caller.expected(probe(ofVisitor ? 'visitor' : 'conversations.read', namesRows));
  // Whoever may do little is let in all the same; what they may follow is asked for each topic.
  const fromUs = headers.origin === undefined || headers.origin === origin;
  const welcome = fromUs && ['done', 'FORBIDDEN'].includes(expectedOf(false));
  const opened = await greet(origin, {
    path: `/realtime${workspace === '' ? '' : `?workspace=${workspace}`}`,
    headers: { cookie, ...(headers.origin === undefined ? {} : { origin: headers.origin }) },
    ...(token === undefined ? {} : { token }),
  }).catch(() => null);
  const found: string[] = [];
  const judge = (what: string, got: string, right: boolean) => {
    cells += 1;
    if (!right) found.push(`${caller.name}: socket, ${what}: ${got}`);
  };
  const answer = opened?.answer.op ?? 'no upgrade';
  judge('hello', answer, (answer === 'welcome') === welcome);
  if (answer === 'welcome' && opened !== null) {
    const aims = [
      [`conversation:${house.ids.conversationId}`, expectedOf(true) === 'done'],
      ['inbox', !ofVisitor && expectedOf(false) === 'done'],
    ] as const;
    for (const [index, [resource, granted]] of aims.entries()) {
      const got = await follow(opened.socket, resource, index + 1);
      judge(resource, got, (got === 'subscribed') === granted);
    }
  }
  opened?.socket.close();
  return found;
}

describe('the matrix: everything of the contract, by every kind of caller and credential', () => {
  it('[ASVS 2.3.1][ASVS 6.3.4][ASVS 7.2.1][ASVS 7.3.2][ASVS 7.4.1][ASVS 7.4.2][ASVS 7.5.1][A1][A6][A7][A14][A20][ASVS 8.2.1][ASVS 8.2.2][ASVS 8.3.1] answers what the table of permissions and the one policy say', async () => {
    for (const caller of callers) await tryAll(caller, house.test.origin);
    expect(wrong).toEqual([]);
  }, 240_000);

  it('a person whose address is not proved enters no workspace where that is asked for', async () => {
    const strict = await startTestPlatform('embedded', { EMAIL_VERIFICATION: 'required' });
    const headers = await signInUnproved(strict.origin);
    const unproved: Caller = {
      name: 'person with an unproved address',
      onlyKnocks: true,
      headers: () => headers,
      expected: forUnproved,
    };
    const found = await tryAll(unproved, strict.origin);
    await strict.close();
    expect(found).toEqual([]);
  }, 120_000);
});
