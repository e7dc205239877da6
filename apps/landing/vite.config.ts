import { defineConfig } from 'vite';

const api = process.env.DEV_API_URL ?? 'http://localhost:3001';

export default defineConfig({
  server: {
    port: 5173,
    strictPort: true,
    proxy: { '/demo.json': api, '/widget.js': api, '/widget': api, '/trpc': api },
  },
  build: {
    target: 'es2023',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    assetsDir: 'assets',
  },
});
