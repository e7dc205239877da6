import { defineConfig } from 'vite';
import { widgetOnDemoPage } from './scripts/widget-on-demo-page.ts';

const api = process.env.DEV_API_URL ?? 'http://localhost:3001';
// The demo widget is allowed on the platform's own origin: calls from here are made to look so.
const proxy = { target: api, changeOrigin: true, ws: true, headers: { origin: api } };

export default defineConfig({
  appType: 'custom',
  plugins: [widgetOnDemoPage(api)],
  server: { port: 5176, strictPort: true, proxy: { '/trpc': proxy, '/realtime': proxy } },
});
