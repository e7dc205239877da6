import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import Fastify from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadPages } from './pages.ts';

let dist: string;
beforeAll(async () => {
  dist = await mkdtemp(path.join(os.tmpdir(), 'pages-'));
  await writeFile(
    path.join(dist, 'index.html'),
    '<script nonce="__CSP_NONCE__"></script><link nonce="__CSP_NONCE__">',
  );
});
afterAll(() => rm(dist, { recursive: true }));

it('[ASVS 3.4.3] gives every answer a nonce of its own, in the page and in its policy', async () => {
  const app = Fastify();
  const pages = loadPages(dist, () => 'wss://parley.example');
  app.get('/', (_request, reply) => pages.send(reply, 'index.html'));
  const [one, two] = [await app.inject('/'), await app.inject('/')];
  const nonceOf = (answer: typeof one) =>
    /'nonce-([^']+)'/.exec(String(answer.headers['content-security-policy']))?.[1] ?? '';
  expect(nonceOf(one).length).toBeGreaterThanOrEqual(22);
  expect(nonceOf(one)).not.toBe(nonceOf(two));
  expect(one.body).toBe(`<script nonce="${nonceOf(one)}"></script><link nonce="${nonceOf(one)}">`);
  const policy = String(one.headers['content-security-policy']);
  expect(policy).not.toMatch(/unsafe-inline|unsafe-eval/);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self' wss://parley.example");
  await app.close();
});
