import type { TestMember } from '@platform/api/testing';
import { contract } from '@platform/api-contract/contract';
import { errorCodes } from '@platform/api-contract/errors';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Listed, procedures, type RequestHeaders, request } from './support/call.ts';
import { hostileValues } from './support/hostile.ts';
import { furnishHouse, type House } from './support/house.ts';
import { absentIds, type Ids, placesOf, sampleInput, withValueAt } from './support/sample-input.ts';

let house: House;
let spare: Ids;
beforeAll(async () => {
  house = await furnishHouse();
  const { owner } = house.team;
  const { id: conversationId } = await owner.api.conversations.startPreview.mutate({
    assistantId: house.ids.assistantId,
  });
  // What a well-formed call would switch off, the visitor still needs.
  const widgetId = await house.test.createWidget(owner);
  spare = { ...house.ids, conversationId, widgetId };
}, 120_000);
afterAll(() => house.close());

/** Nothing that was sent may be left in what every object of the process inherits. */
afterEach(async () => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect('polluted' in {}).toBe(false);
  expect((await fetch(`${house.test.origin}/livez`)).status).toBe(200);
});

/** What would end a session, a membership or a workspace is tried by somebody who can spare theirs. */
const isSpending = ({ path, stepUp }: Listed) =>
  stepUp === true || /^(auth|account|data|sso|providers|invitations|team)\./.test(path);

/** Whoever may call it, so that the door is open and what stands behind it is tried. */
async function allowed(procedure: Listed): Promise<RequestHeaders> {
  if (procedure.path.startsWith('visitor.')) {
    return { authorization: `Bearer ${house.visitor.token}` };
  }
  return (isSpending(procedure) ? await somebody() : house.team.owner).headers();
}

let lastOne: TestMember | undefined;
/** Who came last, until what was tried has cost them their session. */
async function somebody(): Promise<TestMember> {
  const still = lastOne !== undefined && (await lastOne.api.auth.me.query()).user !== null;
  if (lastOne === undefined || !still) lastOne = await house.test.signUp('Spare');
  return lastOne;
}
const idsFor = (procedure: Listed) => {
  if (isSpending(procedure)) return absentIds();
  const { path } = procedure;
  return path.startsWith('widgets.') || path === 'conversations.askPreview' ? spare : house.ids;
};

const perBatch = 20;

/** Sends the inputs in batches; returns what was answered wrongly, one line each. */
async function offer(procedure: Listed, inputs: readonly unknown[]): Promise<string[]> {
  const headers = await allowed(procedure);
  const wrong: string[] = [];
  for (let from = 0; from < inputs.length; from += perBatch) {
    const batch = inputs.slice(from, from + perBatch);
    const json = JSON.stringify(Object.fromEntries(batch.map((input, index) => [index, input])));
    const names = batch.map(() => procedure.path).join(',');
    const answer =
      procedure.kind === 'query'
        ? await request(
            house.test.origin,
            `/trpc/${names}?batch=1&input=${encodeURIComponent(json)}`,
            { headers },
          )
        : await request(house.test.origin, `/trpc/${names}?batch=1`, {
            method: 'POST',
            headers: { ...headers, 'content-type': 'application/json' },
            body: json,
          });
    wrong.push(...judge(procedure, batch, answer));
  }
  return wrong;
}

interface Outcome {
  readonly error?: { readonly data: { readonly error: string } };
}

function judge(
  procedure: Listed,
  batch: readonly unknown[],
  answer: { status: number; text: string },
): string[] {
  const outcomes: Outcome[] | object = JSON.parse(answer.text) as Outcome[] | object;
  // A body that reaches for a prototype, or an address too long, is refused as a whole.
  if (!Array.isArray(outcomes)) return answer.status < 500 ? [] : [`${procedure.path}: as a whole`];
  return outcomes.flatMap((outcome: Outcome, index) => {
    const code = outcome.error?.data.error;
    const fine = code === undefined || (code in errorCodes && code !== 'INTERNAL');
    const sent = JSON.stringify(batch[index])?.slice(0, 200) ?? 'nothing';
    return fine ? [] : [`${procedure.path}: ${code} for ${sent}`];
  });
}

describe('[A13][A15][A16][A48][ASVS 1.2.4][ASVS 1.4.2][ASVS 1.5.2][ASVS 2.2.1][ASVS 2.2.2][ASVS 15.3.5][ASVS 15.3.6] every procedure', () => {
  it.each(procedures.map((procedure) => [procedure.path, procedure] as const))(
    '%s refuses or takes, but never breaks on, a wrong value in any place',
    async (_path, procedure) => {
      const sound = sampleInput(procedure.input, idsFor(procedure));
      const inputs = placesOf(procedure.input).flatMap((place) =>
        hostileValues.map((value) => withValueAt(sound, place, value)),
      );
      expect(await offer(procedure, inputs)).toEqual([]);
    },
    120_000,
  );

  it('is as calm about whatever else JSON can hold', async () => {
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 4 }),
      fc.dictionary(
        fc.constantFrom('conversationId', 'cursor', 'text', 'settings', 'limit', 'constructor'),
        fc.jsonValue({ maxDepth: 2 }),
      ),
    );
    const anyProcedure = fc.constantFrom(...procedures.filter(isCheap));
    const property = fc.asyncProperty(
      anyProcedure,
      fc.array(value, { minLength: perBatch, maxLength: perBatch }),
      async (procedure, inputs) => {
        const sound = sampleInput(procedure.input, idsFor(procedure));
        const mixed = inputs.map((input, index) =>
          index % 2 === 0 ? input : { ...Object(sound), ...Object(input) },
        );
        expect(await offer(procedure, mixed)).toEqual([]);
      },
    );
    await fc.assert(property, { seed: 20_261_120, numRuns: 80, endOnFailure: true });
  }, 120_000);

  it('stands long words and a body beyond the limit', async () => {
    const addText = { ...contract.knowledge.addText, path: 'knowledge.addText' };
    const long = 'word '.repeat(500_000);
    expect(await offer(addText, [{ title: 'Long', text: long }])).toEqual([]);
    const { status } = await request(house.test.origin, '/trpc/knowledge.addText', {
      method: 'POST',
      headers: { ...house.team.owner.headers(), 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'Longer', text: long + long }),
    });
    expect(status).toBe(413);
  });
});

/** Passwords are hashed slowly on purpose; a person's patience is not what is tried here. */
const isCheap = ({ rate }: Listed) => rate !== 'credentials';
