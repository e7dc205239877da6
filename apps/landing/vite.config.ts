import { defineConfig } from 'vite';

const api = process.env.DEV_API_URL ?? 'http://localhost:3001';

export default defineConfig({
  server: {
    port: 5173,
    strictPort: true,
    // The demo widget is allowed on the platform's own origin: calls from here are made to look so.
    proxy: Object.fromEntries(
      ['/demo.json', '/widget.js', '/widget', '/trpc', '/realtime'].map((path) => [
        path,
        { target: api, changeOrigin: true, ws: path === '/realtime', headers: { origin: api } },
      ]),
    ),
  },
  // The server puts a fresh nonce in its place with every answer.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    target: 'es2023',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    assetsDir: 'assets',
  },
});
