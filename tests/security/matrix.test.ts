import type { TestMember, TestVisitor } from '@platform/api/testing';
import {
  isWorkspacePermission,
  type Role,
  roleMay,
  roles,
} from '@platform/api-contract/permissions';
import { newId } from '@platform/shared/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, type Listed, procedures, type RequestHeaders } from './support/call.ts';
import { furnishHouse, type House } from './support/house.ts';
import { type Ids, idFieldsOf, sampleInput } from './support/sample-input.ts';
import { openSession } from './support/session.ts';

let house: House;
beforeAll(async () => {
  house = await furnishHouse();
}, 120_000);
afterAll(() => house.close());

let cells = 0;
afterAll(() => process.stdout.write(`matrix: ${cells} cells\n`));

/** What may come back. `done` is anything but a refusal: the call got through to its rule. */
type Expected = 'done' | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND';

interface Caller {
  readonly name: string;
  headers(procedure: Listed): RequestHeaders | Promise<RequestHeaders>;
  expected(procedure: Listed): Expected;
}

const bearer = ({ token }: TestVisitor): RequestHeaders => ({ authorization: `Bearer ${token}` });

/** The widget's own calls come from a customer's page, all others from ours. */
const member = async (who: TestMember, procedure: Listed, workspace = who.tenantId) => {
  // These end the session they are called in, so they get one that nothing else needs.
  const endsIt = procedure.path === 'auth.signIn' || procedure.path === 'auth.signOut';
  const own: RequestHeaders = endsIt ? await openSession(house.test.origin, who) : who.headers();
  const { origin = '', ...headers } = own;
  const named = { ...headers, 'x-workspace': workspace };
  return procedure.path.startsWith('visitor.') ? named : { ...named, origin };
};

const namesRows = (procedure: Listed) => idFieldsOf(procedure.input).length > 0;
const forUsers = (procedure: Listed, inWorkspace: () => Expected): Expected => {
  if (['public', 'pending', 'session'].includes(procedure.permission)) return 'done';
  return isWorkspacePermission(procedure.permission) ? inWorkspace() : 'UNAUTHENTICATED';
};
const forVisitors = (procedure: Listed, within: () => Expected): Expected => {
  if (procedure.permission === 'public') return 'done';
  return procedure.permission === 'visitor' ? within() : 'UNAUTHENTICATED';
};

const inRole = (role: Role): Caller => ({
  name: role,
  headers: (procedure) => member(house.team[role], procedure),
  expected: (procedure) =>
    forUsers(procedure, () =>
      isWorkspacePermission(procedure.permission) && roleMay(role, procedure.permission)
        ? 'done'
        : 'FORBIDDEN',
    ),
});

const nobody: Caller = {
  name: 'nobody',
  headers: () => ({}),
  expected: ({ permission }) => (permission === 'public' ? 'done' : 'UNAUTHENTICATED'),
};
const intruder: Caller = {
  name: "stranger in the team's workspace",
  headers: (procedure) => member(house.stranger, procedure, house.team.owner.tenantId),
  expected: (procedure) => forUsers(procedure, () => 'NOT_FOUND'),
};
const stranger: Caller = {
  name: 'stranger at home',
  headers: (procedure) => member(house.stranger, procedure),
  expected: (procedure) => forUsers(procedure, () => (namesRows(procedure) ? 'NOT_FOUND' : 'done')),
};
const visitor: Caller = {
  name: 'visitor',
  headers: () => bearer(house.visitor),
  expected: (procedure) => forVisitors(procedure, () => 'done'),
};
const others = (name: string, who: () => TestVisitor): Caller => ({
  name,
  headers: () => bearer(who()),
  expected: (procedure) =>
    forVisitors(procedure, () => (namesRows(procedure) ? 'NOT_FOUND' : 'done')),
});
const callers: readonly Caller[] = [
  nobody,
  intruder,
  stranger,
  others('another visitor', () => house.otherVisitor),
  others("another workspace's visitor", () => house.foreignVisitor),
  visitor,
  // The weakest first: who may not do a thing must not find it undone by who may.
  ...[...roles].reverse().map(inRole),
];

/** What a call would take away is made for it, so that the next caller still finds a house. */
async function targetsFor(procedure: Listed, caller: Caller): Promise<Ids> {
  const { api } = house.team.owner;
  const { ids } = house;
  switch (procedure.path) {
    case 'widgets.remove':
      return { ...ids, widgetId: await house.test.createWidget(house.team.owner) };
    case 'assistants.remove': {
      const { id } = await api.assistants.create.mutate({ name: 'Spare' });
      return { ...ids, assistantId: id };
    }
    case 'knowledge.remove': {
      const text = `Spare ${newId('event')}`;
      const { id } = await api.knowledge.addText.mutate({ title: 'Spare', text });
      return { ...ids, documentId: id };
    }
    case 'conversations.askPreview': {
      // A preview belongs to the member who started it.
      const own = roles.find((role) => role === caller.name) ?? 'owner';
      const { assistantId } = ids;
      const { id } = await house.team[own].api.conversations.startPreview.mutate({ assistantId });
      return { ...ids, conversationId: id };
    }
    default:
      return ids;
  }
}

describe.each(callers.map((caller) => [caller.name, caller] as const))('%s', (_name, caller) => {
  it('[A1][A6] gets exactly what the table of permissions says from every procedure', async () => {
    const wrong: string[] = [];
    for (const procedure of procedures) {
      const ids = await targetsFor(procedure, caller);
      const input = sampleInput(procedure.input, ids);
      const expected = caller.expected(procedure);
      const answer = await call(
        house.test.origin,
        procedure,
        input,
        await caller.headers(procedure),
      );
      cells += 1;
      const refusal = answer.error ?? 'done';
      const lets = expected === 'done' && letsThrough(procedure, refusal);
      if (refusal !== expected && !lets) {
        wrong.push(`${procedure.path}: ${refusal} instead of ${expected}: ${answer.text}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

/** Refusals of a rule, behind the door: the caller was let in and told why it cannot be now. */
function letsThrough(procedure: Listed, refusal: string): boolean {
  if (refusal === 'CONFLICT') return procedure.kind === 'mutation';
  return procedure.path === 'auth.signIn' && refusal === 'WRONG_CREDENTIALS';
}
