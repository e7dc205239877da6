import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@platform/shared/ids';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { buildWidget } from '../../scripts/build.ts';
import { type CustomerSite, openCustomerSite } from './customer-site.ts';
import { Desk } from './desk.ts';

const executablePath = process.env.CHROMIUM_BIN ?? '/usr/bin/chromium';

/** The built widget on a customer's page in Chromium, and the server behind it. */
export class BrowserFixture {
  readonly desk: Desk;
  readonly site: CustomerSite;
  /** Whatever a page reported: refusals by its policy, errors nobody caught. */
  readonly complaints: string[] = [];
  readonly #browser: Browser;
  readonly #dist: string;

  private constructor(desk: Desk, site: CustomerSite, browser: Browser, dist: string) {
    this.desk = desk;
    this.site = site;
    this.#browser = browser;
    this.#dist = dist;
  }

  static async open(): Promise<BrowserFixture> {
    const dist = await mkdtemp(join(tmpdir(), 'parley-widget-'));
    await buildWidget(dist);
    const desk = new Desk(dist);
    await desk.open();
    const site = await openCustomerSite(desk.origin, newId('widget'));
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    return new BrowserFixture(desk, site, browser, dist);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.site.close();
    await this.desk.close();
    await rm(this.#dist, { recursive: true, force: true });
  }

  /** A new visitor on a page of the customer's site. */
  async visit(path = '/', options: BrowserContextOptions = {}): Promise<Visitor> {
    this.desk.reset();
    this.complaints.length = 0;
    const context = await this.#browser.newContext({
      viewport: { width: 1280, height: 800 },
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (line) => {
      if (/Content Security Policy|Trusted/i.test(line.text())) this.complaints.push(line.text());
    });
    await page.goto(this.site.url + path);
    return new Visitor(page, this.desk);
  }
}

/** What a visitor does, by what a visitor sees. */
export class Visitor {
  readonly page: Page;
  readonly #desk: Desk;

  constructor(page: Page, desk: Desk) {
    this.page = page;
    this.#desk = desk;
  }

  get launcher() {
    return this.page.getByRole('button', { name: /^Help desk/ });
  }

  get panel() {
    return this.page.getByRole('dialog', { name: 'Help desk' });
  }

  get composer() {
    return this.panel.getByRole('textbox', { name: 'Ask a question' });
  }

  get log() {
    return this.panel.getByRole('log');
  }

  async open(): Promise<void> {
    await this.launcher.click();
    await this.composer.waitFor();
  }

  async ask(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.log.getByText(text).first().waitFor();
  }

  /** Resolves once the server was called by that name at least `times`. */
  async called(name: string, times = 1): Promise<void> {
    await expect
      .poll(() => this.#desk.names().filter((each) => each === name).length, { timeout: 10_000 })
      .toBeGreaterThanOrEqual(times);
  }

  /** Resolves once the widget follows its conversation, so that what the server tells arrives. */
  async isFollowing(): Promise<void> {
    await expect.poll(() => this.#desk.following(), { timeout: 10_000 }).toBeGreaterThan(0);
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }
}
