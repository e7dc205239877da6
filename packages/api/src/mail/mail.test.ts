import { createSealer, enqueueMail, type Mail, readSealingKeys } from '@platform/auth';
import { mailMessages } from '@platform/db/schema';
import {
  createEmbeddedTestDatabase,
  createNativeTestDatabase,
  type TestDatabase,
} from '@platform/db/testing';
import { createLogger } from '@platform/shared/logger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../testing/index.ts';
import { type SmtpInbox, startSmtpInbox } from '../testing/smtp-inbox.ts';
import { countMails, deleteOldMails, listMails } from './mail.queries.ts';
import { startMailSender } from './mail-sender.ts';
import { mailWords } from './mail-words.ts';
import { renderMail } from './render-mail.ts';
import { createSmtpTransport } from './smtp-transport.ts';

const sealer = createSealer(readSealingKeys(undefined, 's'.repeat(32)));
const origin = 'https://parley.example';
const logger = createLogger({ level: 'silent' });
const verify: Mail = {
  to: 'ada@example.com',
  template: 'verify-email',
  props: { name: 'Ada', path: '/app/verify-email#token-of-ada', hours: 24 },
};

const adminUrl = process.env.TEST_DATABASE_ADMIN_URL;
const databases: [string, () => Promise<TestDatabase>][] = [
  ['embedded', createEmbeddedTestDatabase],
  ...(adminUrl === undefined
    ? []
    : ([['native', () => createNativeTestDatabase(adminUrl)]] as [
        string,
        () => Promise<TestDatabase>,
      ][])),
];

describe.each(databases)('the mail queue on %s', (_name, create) => {
  let test: TestDatabase;
  let inbox: SmtpInbox;
  beforeAll(async () => {
    test = await create();
    inbox = await startSmtpInbox();
  });
  afterAll(async () => {
    await inbox.close();
    await test.close();
  });
  const sender = (options: { firstRetryMs?: number } = {}) =>
    startMailSender({
      db: test.database,
      logger,
      sealer,
      transport: createSmtpTransport(inbox.url, 'Parley <parley@example.com>'),
      publicOrigin: () => origin,
      ...options,
    });
  const queue = (mail: Mail) => test.database.identity(null, (tx) => enqueueMail(tx, mail, sealer));
  const rowOf = async (to: string) =>
    (await listMails(test.database, 100)).find((each) => each.recipient === to);

  it('sends what a committed change queued, in HTML and text, and drops its links after', async () => {
    await queue(verify);
    const stored = JSON.stringify(await rowOf(verify.to));
    expect(stored).not.toContain('token-of-ada');
    const worker = sender();
    worker.wake();
    await until(
      async () => rowOf(verify.to),
      (row) => row?.state === 'sent',
    );
    await worker.close();
    const [mail] = inbox.mails;
    expect(mail?.to).toEqual([verify.to]);
    expect(mail?.from).toBe('parley@example.com');
    expect(mail?.raw).toMatch(/^Subject: Confirm your e-mail address\r?$/m);
    expect(mail?.content).toContain('Content-Type: text/html');
    expect(mail?.content).toContain('Content-Type: text/plain');
    expect(mail?.content.split(`${origin}/app/verify-email#token-of-ada`).length).toBeGreaterThan(
      2,
    );
    expect((await rowOf(verify.to))?.props).toBeNull();
  });
  it('sends nothing of a change that was rolled back', async () => {
    const work = test.database.identity(null, async (tx) => {
      await enqueueMail(tx, { ...verify, to: 'nobody@example.com' }, sealer);
      throw new Error('the change failed');
    });
    await expect(work).rejects.toThrow('the change failed');
    expect(await rowOf('nobody@example.com')).toBeUndefined();
  });
  it('sends each mail once, however many processes send', async () => {
    const before = inbox.mails.length;
    const names = Array.from({ length: 25 }, (_, index) => `p${index}@example.com`);
    for (const to of names) await queue({ ...verify, to });
    const workers = [sender(), sender(), sender()];
    for (const worker of workers) worker.wake();
    await until(
      () => countMails(test.database),
      ({ queued }) => queued === 0,
    );
    await Promise.all(workers.map((worker) => worker.close()));
    const got = inbox.mails.slice(before).flatMap(({ to }) => to);
    expect(got.toSorted()).toEqual(names.toSorted());
  });
  it('tries again later when the server is busy', async () => {
    inbox.refuseWith({ code: 451, message: 'Try later' });
    const to = 'later@example.com';
    await queue({ ...verify, to });
    const worker = sender({ firstRetryMs: 1 });
    worker.wake();
    const waiting = await until(
      () => rowOf(to),
      (row) => row?.failure != null,
    );
    expect(waiting).toMatchObject({
      state: 'queued',
      failure: expect.stringContaining('Try later'),
    });
    inbox.refuseWith(null);
    await until(
      () => rowOf(to),
      (row) => row?.state === 'sent',
    );
    await worker.close();
  });
  it('gives up a mail that is refused for good, and says why', async () => {
    inbox.refuseWith({ code: 550, message: 'No such person' });
    const to = 'gone@example.com';
    await queue({ ...verify, to });
    const worker = sender();
    worker.wake();
    const given = await until(
      () => rowOf(to),
      (row) => row?.state === 'failed',
    );
    await worker.close();
    inbox.refuseWith(null);
    expect(given).toMatchObject({ attempts: 1, props: null });
    expect(given?.failure).toContain('No such person');
    expect((await countMails(test.database)).failed).toBe(1);
  });
  it('lets a request queue for its own workspace alone, and read nothing', async () => {
    const mine = await test.createTenant();
    const other = await test.createTenant();
    await test.database.tenant(mine, (tx) =>
      enqueueMail(tx, { ...verify, to: 'mine@example.com' }, sealer),
    );
    expect((await rowOf('mine@example.com'))?.workspaceId).toBe(mine);
    await expect(
      test.database.tenant(mine, (tx) =>
        tx.insert(mailMessages).values({
          id: 'eml_00000000000000000000000001',
          workspaceId: other,
          recipient: 'x@example.com',
          template: 'verify-email',
        }),
      ),
    ).rejects.toThrow();
    await expect(
      test.database.tenant(mine, (tx) => tx.select().from(mailMessages)),
    ).rejects.toThrow();
    await expect(
      test.database.identity(null, (tx) => tx.select().from(mailMessages)),
    ).rejects.toThrow();
  });
  it('forgets old mails', async () => {
    const removed = await deleteOldMails(test.database, new Date(Date.now() + 60_000));
    expect(removed).toBeGreaterThan(25);
    expect((await listMails(test.database, 100)).every((each) => each.state === 'queued')).toBe(
      true,
    );
  });
  it.each([
    'a@example.com,b@example.com',
    'a@example.com\r\nBcc: b@example.com',
    'a@example.com\nb@example.com',
    'Ada <a@example.com>',
    '"a,b"@example.com',
    'a@example.com b@example.com',
    'a@example.com;b@example.com',
    'a@b@example.com',
    'a\u0000@example.com',
    '@example.com',
    '',
  ])('[A24] refuses a recipient that is not one plain address: %j', async (to) => {
    await expect(queue({ ...verify, to })).rejects.toThrow('one plain address');
  });
  it.each(['//evil.example/x', '/\\evil.example', 'https://evil.example', 'x', '/a b', '/a\r\nb'])(
    '[A63] refuses a link that leads out: %j',
    async (path) => {
      const mail = { ...verify, props: { name: 'Ada', path, hours: 1 } } as Mail;
      await expect(queue(mail)).rejects.toThrow('path of ours');
    },
  );
});

describe('a rendered mail', () => {
  it('[ASVS 1.3.7][ASVS 1.2.1] keeps markup and line breaks of names harmless', async () => {
    const { html, subject } = await renderMail(
      {
        template: 'invitation',
        props: {
          inviterName: 'Eve\r\nBcc: all@example.com',
          workspaceName: '<img src=x onerror=alert(1)>',
          role: 'admin',
          path: '/app/join#t',
          days: 7,
        },
      },
      origin,
    );
    expect(subject).not.toMatch(/[\r\n]/);
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img');
  });
  it('has words for every template', async () => {
    const props = {
      name: 'Ada',
      path: '/app/x',
      resetPath: '/app/x',
      signInPath: '/app/x',
      newEmail: 'b@example.com',
      hours: 1,
      days: 1,
      minutes: 1,
      at: new Date(0).toISOString(),
      what: 'The data of Acme',
      change: 'factor-on',
      device: 'Firefox on Linux',
      address: '192.0.2.1',
      workspaceName: 'Acme',
      inviterName: 'Eve',
      role: 'agent',
    };
    for (const template of Object.keys(mailWords)) {
      const mail = await renderMail({ template, props }, origin);
      expect(mail.text, template).not.toMatch(/undefined|\{origin\}/);
      expect(mail.html, template).not.toMatch(/undefined|\{origin\}/);
      expect(mail.subject.length, template).toBeGreaterThan(10);
    }
  });
  it('is refused for a template that is not one of ours', async () => {
    await expect(renderMail({ template: 'toString', props: {} }, origin)).rejects.toThrow();
  });
});

describe('an SMTP server', () => {
  it('that wants a log-in gets it, and a wrong one is an error at start', async () => {
    const inbox = await startSmtpInbox({ user: 'parley', password: 'right' });
    const right = createSmtpTransport(inbox.url, 'parley@example.com');
    await right.verify();
    right.close();
    const wrong = createSmtpTransport(inbox.url.replace('right', 'wrong'), 'parley@example.com');
    await expect(wrong.verify()).rejects.toThrow(/535|Wrong user/);
    wrong.close();
    expect(right.description).not.toContain('parley');
    await inbox.close();
  });
});
