import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';

export interface CustomerSite {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * A customer's page on an origin of its own, under the strictest policy the guide promises to work
 * with: no inline style or script, no eval, and nothing from elsewhere but Parley's script and calls.
 */
export async function openCustomerSite(parley: string, widget: string): Promise<CustomerSite> {
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${parley}`,
    `connect-src ${parley} ${parley.replace(/^http/, 'ws')}`,
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  const library = stripTypeScriptTypes(
    await readFile(new URL('../../src/index.ts', import.meta.url), 'utf8'),
  );
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/early.js') {
      response.setHeader('content-type', 'text/javascript');
      response.end("window.Parley = window.Parley || { q: [] }; Parley.q.push(['open']);");
      return;
    }
    if (pathname === '/app.js') {
      response.setHeader('content-type', 'text/javascript');
      const options = JSON.stringify({ origin: parley, widget });
      response.end(`${library}\nwindow.loaded = [loadParley(${options}), loadParley(${options})];`);
      return;
    }
    const lang = searchParams.get('lang') ?? 'en';
    const dir = lang === 'ar' ? 'rtl' : 'ltr';
    const target = searchParams.has('inline') ? ' data-target="main"' : '';
    const snippet = `<script async src="${parley}/widget.js" data-widget="${widget}"${target}></script>`;
    response.setHeader('content-security-policy', policy);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html>
<html lang="${lang}" dir="${dir}">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>A customer’s page</title>
${searchParams.has('early') ? '<script src="/early.js"></script>' : ''}
${searchParams.has('library') ? '<script type="module" src="/app.js"></script>' : snippet}
${searchParams.has('twice') ? snippet : ''}
<main><h1>A page</h1><button>A button of the page</button></main>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
