import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Plugin, ViteDevServer } from 'vite';
import { buildWidget } from './build.ts';

const room = fileURLToPath(new URL('..', import.meta.url));
const page = fileURLToPath(new URL('../demo/index.html', import.meta.url));
const dist = `${room}dist`;
const quietMs = 100;

/** The demo customer's page with the widget of the working tree, loaded anew as files change. */
export const widgetOnDemoPage = (api: string): Plugin => ({
  name: 'parley-widget-on-demo-page',
  async configureServer(server) {
    await buildWidget(dist);
    let timer: NodeJS.Timeout | undefined;
    watch(`${room}src`, { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        try {
          await buildWidget(dist);
          server.ws.send({ type: 'full-reload' });
        } catch (error) {
          server.config.logger.error(String(error));
        }
      }, quietMs);
    });
    server.middlewares.use((request, response, next) => {
      // The platform may not be up yet; the page then shows the failure, and a reload tries again.
      serve(api, request.url ?? '/', response, server).then((served) => {
        if (!served) next();
      }, next);
    });
  },
});

/** Answers for the demo page and the widget's files; false for everything else. */
async function serve(
  api: string,
  url: string,
  response: ServerResponse,
  server: ViteDevServer,
): Promise<boolean> {
  const path = new URL(url, 'http://localhost').pathname;
  if (path === '/') {
    const demo = (await (await fetch(`${api}/demo.json`)).json()) as { widgetId?: string };
    const snippet = `<script async src="/widget.js" data-widget="${demo.widgetId}"></script>`;
    const html = (await readFile(page, 'utf8')).replace('<!-- snippet -->', snippet);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(await server.transformIndexHtml('/', html));
    return true;
  }
  if (path !== '/widget.js' && !/^\/widget\/[\w-]+\.js$/.test(path)) return false;
  response.setHeader('content-type', 'text/javascript; charset=utf-8');
  response.end(await readFile(dist + path.replace(/^\/widget\//, '/')));
  return true;
}
