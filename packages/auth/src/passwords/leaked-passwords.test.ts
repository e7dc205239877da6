import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger } from '@platform/shared/logger';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askRangeService } from './leaked-passwords.ts';
import { requireGoodPassword } from './password-rule.ts';

const leaked = 'violet kettle on tuesday';
const digestOf = (text: string) => createHash('sha1').update(text).digest('hex').toUpperCase();
const logger = createLogger({ level: 'silent' });

describe('a range service of leaked passwords', () => {
  let server: Server;
  let url: string;
  const asked: { path: string; padding: unknown }[] = [];
  let answer: { status: number; body: string } = { status: 200, body: '' };
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push({ path: request.url ?? '', padding: request.headers['add-padding'] });
      response.writeHead(answer.status, { location: 'https://elsewhere.example/' });
      response.end(answer.body);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve());
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    asked.length = 0;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const rest = digestOf(leaked).slice(5);
  const padding = `${'0'.repeat(34)}A:0\r\n${digestOf('another').slice(5)}:7\r\n`;

  it('refuses what it knows, and learns five characters of a hash', async () => {
    answer = { status: 200, body: `${padding}${rest}:42\r\n` };
    const rule = { isLeaked: askRangeService(url, logger) };
    await expect(requireGoodPassword(rule, 'password', leaked, [])).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'password', message: expect.stringContaining('leak') }],
    });
    expect(asked).toEqual([{ path: `/range/${digestOf(leaked).slice(0, 5)}`, padding: 'true' }]);
  });
  it('takes what it does not know, and what only pads the answer', async () => {
    answer = { status: 200, body: `${padding}${rest}:0\r\n` };
    expect(await askRangeService(url, logger)(leaked)).toBe(false);
  });
  it.each([
    ['fails', 503],
    ['sends us elsewhere', 302],
  ])('lets a password pass when it %s', async (_how, status) => {
    answer = { status, body: `${rest}:42` };
    expect(await askRangeService(url, logger)(leaked)).toBe(false);
  });
  it('lets a password pass when nothing answers there', async () => {
    expect(await askRangeService('http://127.0.0.1:9', logger)(leaked)).toBe(false);
  });
  it('is not asked about what the offline list knows', async () => {
    const rule = { isLeaked: askRangeService(url, logger) };
    await expect(requireGoodPassword(rule, 'password', 'password1234!', [])).rejects.toThrow();
    expect(asked).toEqual([]);
  });
});
