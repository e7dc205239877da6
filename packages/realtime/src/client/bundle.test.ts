import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { expect, test } from 'vitest';

/** The widget has 25 KB for everything a visitor downloads; this is the share of its connection. */
const maxGzipBytes = 2_560;

test('a browser downloads at most 2.5 KB, none of it validation or server code', async () => {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: true,
      lib: { entry: fileURLToPath(new URL('./index.ts', import.meta.url)), formats: ['es'] },
    },
  });
  const outputs = [result].flat().flatMap((part) => ('output' in part ? part.output : []));
  const chunks = outputs.filter((part) => part.type === 'chunk');
  expect(chunks.flatMap((chunk) => chunk.imports)).toEqual([]);
  const modules = chunks.flatMap((chunk) => Object.keys(chunk.modules));
  expect(modules.filter((id) => /node_modules|schema|server/.test(id))).toEqual([]);
  const code = chunks.map((chunk) => chunk.code).join('');
  expect(code).toContain('WebSocket');
  expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(maxGzipBytes);
});
