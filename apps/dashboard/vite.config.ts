import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Beside the default ports, a second copy may run elsewhere: the proxies follow these variables.
const api = process.env.DEV_API_URL ?? 'http://localhost:3001';
const realtime = process.env.DEV_REALTIME_URL ?? 'ws://localhost:3002';

export default defineConfig({
  base: '/app/',
  plugins: [react(), tailwindcss()],
  server: {
    port: 5174,
    strictPort: true,
    proxy: {
      '/trpc': api,
      '/upload': api,
      '/files': api,
      // The widget designer shows the panel as the server serves it.
      '/widget': api,
      '/realtime': { target: realtime, ws: true },
    },
  },
  // The server puts a fresh nonce in its place with every answer.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    target: 'es2023',
    // The polyfill is an inline script, which the page's content security policy does not allow.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // The second page is the designer's preview: the widget needs a page of its own to stand on.
    rolldownOptions: { input: ['index.html', 'widget-preview.html'] },
  },
});
