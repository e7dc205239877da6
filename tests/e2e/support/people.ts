import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterEach, expect } from 'vitest';

const screens = fileURLToPath(new URL('../../../test-results/screens', import.meta.url));

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_BIN ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

/** A person with a browser of their own; what their page complains of is collected. */
export async function openPerson(browser: Browser): Promise<Person> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => {
    if (line.type() === 'error' && /Content Security Policy/.test(line.text())) {
      complaints.push(line.text());
    }
  });
  return { context, page, complaints };
}

export interface Person {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly complaints: string[];
}

const looks = [
  { name: 'wide-light', width: 1440, height: 900, colorScheme: 'light' },
  { name: 'wide-dark', width: 1440, height: 900, colorScheme: 'dark' },
  { name: 'phone-light', width: 390, height: 844, colorScheme: 'light' },
  { name: 'phone-dark', width: 390, height: 844, colorScheme: 'dark' },
] as const;

/**
 * Takes the screen's pictures at two widths and in two themes, and lets axe look at each: no serious
 * violation anywhere, and nothing wider than the screen. The screen is as before afterwards.
 */
export async function lookAt(page: Page, name: string): Promise<void> {
  mkdirSync(screens, { recursive: true });
  for (const look of looks) {
    await page.setViewportSize({ width: look.width, height: look.height });
    await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' });
    // Two frames, so that what follows the width or the theme has been drawn.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    await page.screenshot({ path: path.join(screens, `${name}-${look.name}.png`) });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
    expect(serious, `${name} ${look.name}`).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `${name} ${look.name} is wider than the screen`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null });
}

/** A page on an origin of its own that carries the snippet and nothing else. */
export async function openCustomerSite(snippet: () => string): Promise<{
  url: string;
  close(): Promise<void>;
}> {
  const server: Server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"><head><title>A customer</title>
<meta name="viewport" content="width=device-width, initial-scale=1">${snippet()}</head>
<body><main><h1>A customer’s page</h1><p>Nothing of Parley but the snippet.</p></main></body></html>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    url: `http://localhost:${port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** When a step fails, leaves a picture of what the person saw under `test-results/failures`. */
export function pictureFailures(who: string, person: () => Person | undefined): void {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    const step = task.name.replaceAll(/\W+/g, '-').slice(0, 60);
    const file = path.join(screens, '..', 'failures', `${step}-${who}.png`);
    await person()?.page.screenshot({ path: file });
  });
}
