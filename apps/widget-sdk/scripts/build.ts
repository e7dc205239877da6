import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build, type InlineConfig } from 'vite';
import { textsInOrder } from './texts-in-order.ts';

const room = fileURLToPath(new URL('..', import.meta.url));

/** The oldest with constructed style sheets (Safari 16.4) and ARIA as properties (Firefox 119). */
const browsers = ['chrome107', 'edge107', 'firefox119', 'safari16.4'];

const common = {
  root: room,
  configFile: false,
  mode: 'production',
  logLevel: 'warn',
  publicDir: false,
  resolve: { alias: { 'preact/jsx-runtime': `${room}src/panel/jsx-runtime.ts` } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
} satisfies InlineConfig;

// The style sheets are written for these browsers; rewriting them for older ones only makes them longer.
const output = { target: browsers, cssTarget: 'esnext', reportCompressedSize: false } as const;

// A library's build keeps hints for whoever bundles it next; nobody bundles these.
const smallest = { minify: true, comments: { annotation: false } } as const;

/**
 * `widget.js` (the loader, the one name that pages know), the panel and the languages (named by their
 * content, to be cached for ever), and `panel.js`, which leads to the panel of this build for loaders
 * that are older than it; each with its compressed forms beside it.
 */
export async function buildWidget(outDir: string): Promise<void> {
  await rm(outDir, { recursive: true, force: true });
  await build({
    ...common,
    plugins: [textsInOrder()],
    build: {
      ...output,
      outDir,
      emptyOutDir: false,
      lib: { entry: `${room}src/panel/main.tsx`, formats: ['es'] },
      rolldownOptions: {
        output: {
          entryFileNames: 'panel-[hash].js',
          chunkFileNames: '[name]-[hash].js',
          ...smallest,
        },
      },
    },
  });
  const files = await readdir(outDir);
  const panel = files.find((name) => name.startsWith('panel-'));
  if (!panel) throw new Error('The panel was not built.');
  await writeFile(`${outDir}/panel.js`, `export * from './${panel}';\n`);
  await build({
    ...common,
    define: { __PANEL_FILE__: JSON.stringify(panel) },
    build: {
      ...output,
      outDir,
      emptyOutDir: false,
      lib: { entry: `${room}src/loader/main.ts`, formats: ['iife'], name: 'parleyLoader' },
      rolldownOptions: { output: { entryFileNames: 'widget.js', ...smallest } },
    },
  });
  for (const name of ['widget.js', 'panel.js', ...files]) {
    const bytes = await readFile(`${outDir}/${name}`);
    await writeFile(`${outDir}/${name}.gz`, gzipSync(bytes, { level: 9 }));
    await writeFile(
      `${outDir}/${name}.br`,
      brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWidget(`${room}dist`);
