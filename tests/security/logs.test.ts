import { until } from '@platform/api/testing';
import { messages } from '@platform/db/schema';
import { createEmbeddedTestDatabase } from '@platform/db/testing';
import { newId } from '@platform/shared/ids';
import { createLogger } from '@platform/shared/logger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PlatformProcess } from '../e2e/support/platform-process.ts';
import { call, procedures, type RequestHeaders, request } from './support/call.ts';
import { greet } from './support/socket.ts';

const customer = 'https://www.customer.example';
/** Words that nobody writes by chance; each stands for one kind of secret. */
const said = (what: string) => `canary-${what}-${newId('event').slice(4)}`;
const canaries = {
  password: said('password'),
  wrongPassword: said('wrong-password'),
  question: said('question'),
  reply: said('reply'),
  document: said('document'),
  upload: said('upload'),
  search: said('search'),
  visitorName: said('visitor-name'),
  malformed: said('malformed'),
  address: said('address'),
};

let platform: PlatformProcess;
beforeAll(async () => {
  platform = await PlatformProcess.start({
    LOG_LEVEL: 'trace',
    DEMO: 'false',
    EMBEDDINGS: 'off',
    OLLAMA_URL: '',
  });
}, 120_000);
afterAll(() => platform.close());

async function tell<Data>(path: string, input: unknown, headers: RequestHeaders = {}) {
  const procedure = procedures.find((each) => each.path === path);
  if (procedure === undefined) throw new Error(`No procedure ${path}.`);
  const answer = await call(platform.origin, procedure, input, headers);
  const { result } = JSON.parse(answer.text) as { result?: { data: Data } };
  return { ...answer, data: result?.data as Data };
}

describe('[ASVS 16.2.5][A52] what a log says of a day', () => {
  it('holds no password, no token, and nothing that people wrote', async () => {
    const { origin } = platform;
    const email = `${newId('user')}@example.com`;
    const signedUp = await tell<{ csrfToken: string; memberships: { tenantId: string }[] }>(
      'auth.signUp',
      { name: 'Ada', email, password: canaries.password, workspaceName: 'Acme' },
    );
    const [cookie = ''] = (signedUp.headers.getSetCookie()[0] ?? '').split(';');
    const [membership] = signedUp.data.memberships;
    const headers = {
      origin,
      cookie,
      'x-csrf-token': signedUp.data.csrfToken,
      'x-workspace': membership?.tenantId ?? '',
    };
    await tell('auth.signIn', { email, password: canaries.wrongPassword });
    await tell('knowledge.addText', { title: 'Terms', text: canaries.document }, headers);
    const body = new FormData();
    body.append('file', new Blob([canaries.upload]), 'note.txt');
    await request(origin, '/upload/documents', { method: 'POST', headers, body });
    await tell('knowledge.search', { query: canaries.search }, headers);

    const { data: listed } = await tell<{ assistants: { id: string }[] }>(
      'assistants.list',
      undefined,
      headers,
    );
    const { data: widget } = await tell<{ id: string }>(
      'widgets.create',
      { name: 'Site', assistantId: listed.assistants[0]?.id, allowedOrigins: [customer] },
      headers,
    );
    const { data: visit } = await tell<{ token: string }>('visitor.start', {
      widgetId: widget.id,
      pageUrl: `${customer}/?q=${canaries.address}`,
    });
    const visitor = { authorization: `Bearer ${visit.token}`, origin: customer };
    await tell('visitor.identify', { name: canaries.visitorName }, visitor);
    const { data: sent } = await tell<{ conversation: { id: string } }>(
      'visitor.send',
      { clientId: newId('event'), text: `What is ${canaries.question}?` },
      visitor,
    );
    const conversationId = sent.conversation.id;
    await until(
      () => tell<{ messages: { role: string }[] }>('visitor.thread', { conversationId }, visitor),
      ({ data }) => data.messages.some(({ role }) => role === 'assistant'),
    );
    await tell('conversations.takeOver', { conversationId }, headers);
    const clientId = newId('event');
    const reply = { conversationId, clientId, text: canaries.reply };
    const replied = await tell('conversations.reply', reply, headers);
    expect(replied.status, replied.text).toBe(200);

    const { socket, answer } = await greet(origin, { token: visit.token });
    expect(answer.op).toBe('welcome');
    socket.close();
    await request(origin, '/trpc/auth.signIn', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"password":"${canaries.malformed}`,
    });
    const { 'x-csrf-token': _token, ...withoutToken } = headers;
    const nameless = { name: { text: canaries.malformed } };
    expect((await tell('workspaces.update', nameless, headers)).status).toBe(400);
    expect((await tell('workspaces.update', nameless, withoutToken)).status).toBe(403);
    expect((await tell('auth.signOut', undefined, headers)).status).toBe(200);

    await platform.stop();
    const log = platform.output;
    expect(log).toContain('conversations.reply');
    expect(log).toContain('call refused');
    const secrets = {
      ...canaries,
      session: cookie.slice(cookie.indexOf('=') + 1),
      csrf: signedUp.data.csrfToken,
      visitor: visit.token,
    };
    const found = Object.entries(secrets).filter(([, secret]) => log.includes(secret));
    expect(found.map(([what]) => what)).toEqual([]);
  }, 120_000);
});

describe('[ASVS 16.3.4][A52] what a log says of a failure of the database', () => {
  it('is what failed and where, without the values of the query', async () => {
    const { database, close, createTenant } = await createEmbeddedTestDatabase();
    const tenantId = await createTenant();
    const failed: unknown = await database
      .tenant(tenantId, (tx) =>
        tx.insert(messages).values({
          tenantId,
          id: newId('message'),
          conversationId: newId('conversation'),
          sequence: 1,
          role: 'visitor',
          text: canaries.question,
          clientId: canaries.reply,
        }),
      )
      .catch((error: unknown) => error);
    await close();
    expect(String(failed), 'the error itself holds them').toContain(canaries.question);

    const lines: string[] = [];
    const logger = createLogger({ level: 'trace' }, { write: (line) => void lines.push(line) });
    logger.error({ err: failed }, 'procedure failed');
    logger.error(failed);
    logger.error({ err: failed });
    logger.error({ err: new Error('wrapped', { cause: failed }) }, 'request failed');
    const log = lines.join('\n');
    expect(log).toContain('violates foreign key constraint');
    expect(log).toContain('logs.test.ts');
    expect(log).not.toContain(canaries.question);
    expect(log).not.toContain(canaries.reply);
  });
});

it('[ASVS 16.2.2][ASVS 16.2.4][ASVS 16.4.1] a line of the log is one object with its time in UTC, whatever stands in it', () => {
  const lines: string[] = [];
  const logger = createLogger({ level: 'trace' }, { write: (line) => void lines.push(line) });
  const forged = 'x\n{"level":"info","msg":"all is well"}\r\n\u2028\u001b[31m';
  logger.info({ path: forged, userAgent: forged }, forged);
  logger.error({ err: new Error(forged) }, 'failed');
  const written = lines.join('').split('\n').filter(Boolean);
  expect(written).toHaveLength(2);
  for (const line of written) {
    const { time, level } = JSON.parse(line) as { time: string; level: string };
    expect(new Date(time).toISOString()).toBe(time);
    expect(['info', 'error']).toContain(level);
  }
});
