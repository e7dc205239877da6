/**
 * Random calls across workspaces, over every transport: each asks with one workspace's credentials for
 * another's rows, by all procedures of the contract, uploads, downloads and live topics. Every text of
 * the other workspace holds a canary; an answer that holds it, or a change of the other's rows, is a leak.
 *
 *   node tests/bench/security/cross-workspace.ts [calls] [seed]
 */
import { createHash } from 'node:crypto';
import { until } from '@platform/api/testing';
import { routes } from '@platform/api-contract/contract';
import { decodeId } from '@platform/shared/ids';
import WebSocket from 'ws';
import { procedures, type RequestHeaders } from '../../security/support/call.ts';
import { furnishHouse } from '../../security/support/house.ts';
import {
  absentIds,
  type IdField,
  idFieldsOf,
  sampleInput,
} from '../../security/support/sample-input.ts';

const calls = Number(process.argv[2] ?? 1_000_000);
const seed = process.argv[3] ?? String(Date.now());
const perBatch = 20;
const inFlight = 8;
/** A transport other than procedures takes every so many batches. */
const otherEvery = 25;

let state = createHash('sha256').update(seed).digest().readUInt32LE();
/** Mulberry32: the run can be repeated by its seed. */
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
const pick = <Item>(items: readonly Item[]): Item => {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('Nothing to pick from.');
  return item;
};

const house = await furnishHouse();
const { test, stranger, team } = house;
const { origin } = test;

// The team's workspace is the one that must not leak: its texts all carry the canary.
const canary = `canary${createHash('sha256').update(seed).digest('hex').slice(0, 16)}`;
await team.owner.api.conversations.note.mutate({
  conversationId: house.ids.conversationId,
  clientId: `note-${canary}`,
  text: canary,
});
await team.owner.api.knowledge.addText.mutate({ title: canary, text: `# ${canary}\n\n${canary}` });
await until(
  () => team.owner.api.knowledge.list.query({}),
  (page) => page.counts.ready === 2,
);

/** Every table with a workspace, as one digest of the team's rows. */
async function digestsOfTeam(): Promise<string[]> {
  const { db } = test.platform.services;
  return db.system(async (tx) => {
    const tables = await tx.execute<{ name: string }>(
      `select table_name as name from information_schema.columns
       where table_schema = 'public' and column_name = 'tenant_id' and table_name <> 'outbox'
       and table_name not like 'audit%' and has_table_privilege(table_name, 'select') order by 1`,
    );
    const digests: string[] = [];
    for (const { name } of tables) {
      const [row] = await tx.execute<{ digest: string }>(
        `select md5(coalesce(string_agg(t::text, '' order by t::text), '')) as digest
         from "${name}" t where t.tenant_id::text = '${uuidOf(team.owner.tenantId)}'`,
      );
      digests.push(`${name} ${row?.digest}`);
    }
    return digests;
  });
}

const uuidOf = (tenantId: string) => decodeId('tenant', tenantId) ?? '';

const bearer = (token: string): RequestHeaders => ({ authorization: `Bearer ${token}` });
const memberHeaders = (workspace: string) => () => ({
  ...stranger.headers(),
  'x-workspace': workspace,
});
/** Who asks: never with a right in the team's workspace. */
const callers: readonly (() => RequestHeaders)[] = [
  () => ({}),
  memberHeaders(stranger.tenantId),
  memberHeaders(team.owner.tenantId),
  () => bearer(house.foreignVisitor.token),
  () => ({ ...stranger.headers(), ...bearer(house.foreignVisitor.token) }),
];
// A visit to any widget is everybody's right; the rest is about the asker alone, and much of it ends
// the session that the run asks with, or is slow on purpose.
const left = new Set(['visitor.start']);
const asked = procedures.filter(
  ({ path }) => !left.has(path) && !/^(account|auth|invitations)\./.test(path),
);

const leaks: string[] = [];
const refusals = new Map<string, number>();
let done = 0;

function judge(what: string, text: string): void {
  if (text.includes(canary)) leaks.push(`${what}: ${text.slice(0, 300)}`);
  for (const [, code = ''] of text.matchAll(/"error":"([A-Z_]+)"/g)) {
    refusals.set(code, (refusals.get(code) ?? 0) + 1);
  }
}

async function batchOfProcedures(): Promise<void> {
  const kind = random() < 0.5 ? 'query' : 'mutation';
  const chosen = Array.from({ length: perBatch }, () =>
    pick(asked.filter((each) => each.kind === kind)),
  );
  const inputs = chosen.map((procedure) => {
    // Mostly the team's ids; mixed with the asker's own, so that parent and child do not fit.
    const ids: Record<IdField, string> = { ...absentIds(), ...house.ids };
    for (const field of idFieldsOf(procedure.input)) {
      if (random() < 0.3) ids[field] = house.strangersIds[field];
    }
    return sampleInput(procedure.input, ids) ?? null;
  });
  const body = JSON.stringify(Object.fromEntries(inputs.map((input, index) => [index, input])));
  const path = `/trpc/${chosen.map((each) => each.path).join(',')}?batch=1`;
  const headers = { 'content-type': 'application/json', ...pick(callers)() };
  const response = await (kind === 'query'
    ? fetch(`${origin}${path}&input=${encodeURIComponent(body)}`, { headers })
    : fetch(`${origin}${path}`, { method: 'POST', headers, body }));
  judge(path, await response.text());
  done += perBatch;
}

async function otherTransport(): Promise<void> {
  const headers = pick(callers)();
  const choice = random();
  if (choice < 0.4) {
    const path = routes.downloadDocument.path.replace(':documentId', house.ids.documentId);
    judge(path, await (await fetch(`${origin}${path}`, { headers })).text());
  } else if (choice < 0.6) {
    const form = new FormData();
    form.append('file', new Blob(['x']), 'x.txt');
    const named = { ...headers, 'x-workspace': team.owner.tenantId };
    const init = { method: 'POST', headers: named, body: form };
    judge('upload', await (await fetch(`${origin}${routes.uploadDocuments.path}`, init)).text());
  } else {
    judge('socket', await listenIn(headers));
  }
  done += 1;
}

/** Subscribes to the team's topics with the credentials at hand, and returns all that was said. */
function listenIn(headers: RequestHeaders): Promise<string> {
  const token = headers.authorization?.slice('Bearer '.length);
  const workspace = pick([team.owner.tenantId, stranger.tenantId]);
  const url = `${origin.replace('http', 'ws')}/realtime?workspace=${workspace}`;
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { headers: { ...headers, origin } });
    const heard: string[] = [];
    const end = () => {
      socket.terminate();
      resolve(heard.join('\n'));
    };
    const timer = setTimeout(end, 1_000);
    socket.on('message', (data) => {
      heard.push(String(data));
      if (heard.length >= 4) end();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(heard.join('\n'));
    });
    socket.on('open', () => {
      socket.send(JSON.stringify([{ op: 'hello', v: 1, token }]));
      const resources = ['inbox', 'knowledge', `conversation:${house.ids.conversationId}`];
      for (const [ref, resource] of resources.entries()) {
        // Half of them resume from the beginning, as a client does that was away.
        const since = random() < 0.5 ? { from: { epoch: '0', offset: 0 } } : {};
        socket.send(JSON.stringify([{ op: 'subscribe', ref, resource, ...since }]));
      }
    });
  });
}

const before = await digestsOfTeam();
const startedAt = Date.now();
let batches = 0;
const worker = async () => {
  while (done < calls) {
    batches += 1;
    await (batches % otherEvery === 0 ? otherTransport() : batchOfProcedures());
    if (batches % 2_500 === 0) process.stderr.write(`${done} calls, ${leaks.length} leaks\n`);
  }
};
await Promise.all(Array.from({ length: inFlight }, worker));
const changed = (await digestsOfTeam()).filter((each) => !before.includes(each));
console.log(
  JSON.stringify({
    seed,
    calls: done,
    seconds: Math.round((Date.now() - startedAt) / 1000),
    leaks: leaks.length,
    tablesOfTheOtherChanged: changed.map((each) => each.split(' ')[0]),
    refusals: Object.fromEntries(refusals),
  }),
);
if (leaks.length > 0) console.error(leaks.slice(0, 5).join('\n'));
process.exit(leaks.length + changed.length > 0 ? 1 : 0);
