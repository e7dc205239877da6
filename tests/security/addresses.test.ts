import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from '@platform/api/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, type Listed, procedures, type RequestHeaders } from './support/call.ts';
import { furnishHouse, type House } from './support/house.ts';
import { absentIds, placesOf, sampleInput, withValueAt } from './support/sample-input.ts';

let house: House;
let canary: Server;
let seen = 0;
let port = 0;

beforeAll(async () => {
  canary = createServer((_request, response) => response.end('{"issuer":"http://127.0.0.1"}'));
  canary.on('connection', () => {
    seen += 1;
  });
  canary.listen(0, '::');
  await once(canary, 'listening');
  ({ port } = canary.address() as AddressInfo);
  // As open as it can be: what keeps the inside apart is that it is inside.
  house = await furnishHouse({ FETCH_PLAIN_HTTP: 'true', FETCH_PORTS: `${port},443,80` });
}, 120_000);
afterAll(async () => {
  await house.close();
  canary.closeAllConnections();
  canary.close();
  await once(canary, 'close');
});

/** The inside, as a field that wants an address, a host or a text with a link in it would have it. */
const insides = () => [
  `http://127.0.0.1:${port}/canary`,
  `http://localhost:${port}/canary`,
  `http://[::1]:${port}/canary`,
  `http://2130706433:${port}/canary`,
  `127.0.0.1:${port}`,
  `![canary](http://127.0.0.1:${port}/canary.png)`,
];

/** What would take the caller's own account or workspace away is called by somebody new. */
const isPersonal = ({ path }: Listed) => /^(auth|account|registration|data|team)\./.test(path);

async function headersFor(procedure: Listed): Promise<RequestHeaders> {
  if (procedure.path.startsWith('visitor.')) {
    return { authorization: `Bearer ${house.visitor.token}` };
  }
  const who = isPersonal(procedure) ? await house.test.signUp() : house.team.owner;
  return who.headers();
}

describe('[A31] an address of the inside, in every field that takes it', () => {
  // A password is hashed, and takes its time.
  const fields = procedures.flatMap((procedure) => {
    const sound = sampleInput(procedure.input, absentIds());
    const taken = placesOf(procedure.input).filter(
      (place) =>
        place.length > 0 &&
        !/password/i.test(String(place.at(-1))) &&
        ['http://127.0.0.1:1/canary', '127.0.0.1:1'].some(
          (inside) => procedure.input.safeParse(withValueAt(sound, place, inside)).success,
        ),
    );
    return taken.map(
      (place) => [`${procedure.path} ${place.join('.')}`, procedure, place] as const,
    );
  });

  it('is tried in the fields that are known to be fetched, too', () => {
    const names = fields.map(([name]) => name);
    expect(names).toEqual(
      expect.arrayContaining(['knowledge.addAddress address', 'sso.save issuer']),
    );
    expect(names.length).toBeGreaterThan(10);
  });

  it.each(fields)('%s: the inside sees nothing', async (_name, procedure, place) => {
    const headers = await headersFor(procedure);
    const sound = sampleInput(procedure.input, house.ids);
    for (const inside of insides()) {
      const answer = await call(
        house.test.origin,
        procedure,
        withValueAt(sound, place, inside),
        headers,
      );
      expect(answer.status).toBeLessThan(500);
      // What was kept is gone to by the next step.
      if (procedure.path === 'sso.save' && answer.status === 200) {
        const test = { path: 'sso.startTest', kind: 'mutation' } as const;
        expect((await call(house.test.origin, test, undefined, headers)).error).toBe('CONFLICT');
      }
    }
    expect(seen).toBe(0);
  });

  it('nor once everything that was started has been done', async () => {
    await until(
      () => house.team.owner.api.knowledge.list.query({}),
      ({ counts }) => counts.processing === 0,
      60_000,
    );
    expect(seen).toBe(0);
  });
});
