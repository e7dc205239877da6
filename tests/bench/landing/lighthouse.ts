/**
 * Lighthouse's four categories for the landing page of a running platform: the median of five runs,
 * each against a bound of 95. Build the apps first; `CHROMIUM_BIN` names a Chromium that is not at its
 * usual place.
 *
 * node tests/bench/landing/lighthouse.ts [url, default http://localhost:4000/] [runs]
 */

import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';

const url = process.argv[2] ?? 'http://localhost:4000/';
const runs = Number(process.argv[3] ?? 5);
const bound = 95;
const debuggingPort = 9_333;
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;

const scores = new Map<string, number[]>(categories.map((name) => [name, []]));
for (let run = 0; run < runs; run += 1) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_BIN ?? '/usr/bin/chromium',
    args: ['--no-sandbox', `--remote-debugging-port=${debuggingPort}`],
  });
  const result = await lighthouse(url, {
    port: debuggingPort,
    output: 'json',
    logLevel: 'error',
    onlyCategories: [...categories],
  });
  for (const name of categories) {
    scores.get(name)?.push(100 * (result?.lhr.categories[name]?.score ?? 0));
  }
  if (process.argv.includes('--why')) {
    for (const audit of Object.values(result?.lhr.audits ?? {})) {
      if (audit.score !== null && audit.score < 0.9)
        console.log(audit.id, audit.score, audit.displayValue ?? '');
    }
  }
  await browser.close();
}
const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const medians = Object.fromEntries([...scores].map(([name, each]) => [name, median(each)]));
console.log(JSON.stringify({ url, runs, ...medians, bound }));
process.exitCode = Object.values(medians).every((score) => score >= bound) ? 0 : 1;
