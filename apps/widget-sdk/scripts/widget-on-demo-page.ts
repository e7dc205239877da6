import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
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
    server.middlewares.use(async (request, response, next) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname;
      if (path === '/') {
        const demo = (await (await fetch(`${api}/demo.json`)).json()) as { widgetId?: string };
        const snippet = `<script async src="/widget.js" data-widget="${demo.widgetId}"></script>`;
        const html = (await readFile(page, 'utf8')).replace('<!-- snippet -->', snippet);
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(await server.transformIndexHtml('/', html));
      } else if (path === '/widget.js' || /^\/widget\/[\w-]+\.js$/.test(path)) {
        response.setHeader('content-type', 'text/javascript; charset=utf-8');
        response.end(await readFile(dist + path.replace(/^\/widget\//, '/')));
      } else next();
    });
  },
});
