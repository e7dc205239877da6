import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import compress from '@fastify/compress';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { loadPages } from './pages.ts';

const appsFolder = fileURLToPath(new URL('../../../../apps', import.meta.url));
const distOf = (app: string) => path.join(appsFolder, app, 'dist');

/** Built files carry a hash of their content in their name and never change under it. */
const forever = 'public, max-age=31536000, immutable';
const hashed = /-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

/** Serves the built browser apps on the one origin: landing at /, dashboard at /app/, the widget. */
export async function registerAppRoutes(app: FastifyInstance, publicOrigin: () => string) {
  const socketOrigin = () => publicOrigin().replace(/^http/, 'ws');
  const missing = ['landing', 'dashboard', 'widget-sdk'].filter(
    (name) => !existsSync(distOf(name)),
  );
  for (const name of missing) {
    app.log.warn({ app: name }, 'app is not built; run the build to serve it');
  }

  // The landing page owns /; its folder is the plugin's, and the others are served out of theirs.
  const roots = ['landing', 'dashboard', 'widget-sdk'].map(distOf).filter((dir) => existsSync(dir));
  if (roots.length === 0) return;
  await app.register(fastifyStatic, {
    root: roots,
    serve: false,
    preCompressed: true,
    cacheControl: false,
  });
  // Only these files: answers of the API can hold secrets beside what a stranger chose, and their
  // compressed size would tell about them.
  await app.register(compress, { global: false });
  const compressed = { compress: { encodings: ['br' as const, 'gzip' as const] } };

  const pages = new Map(roots.map((dist) => [dist, loadPages(dist, socketOrigin)]));
  const send = (reply: FastifyReply, name: string, file: string) => {
    const dist = distOf(name);
    if (pages.get(dist)?.has(file)) return pages.get(dist)?.send(reply, file);
    void reply.header('cache-control', hashed.test(file) ? forever : 'no-cache');
    return reply.sendFile(file, dist);
  };
  app.get('/app', (_request, reply) => reply.redirect('/app/'));
  app.get<{ Params: { '*': string } }>('/app/*', compressed, (request, reply) => {
    const file = request.params['*'];
    // A path without an extension is a screen of the dashboard, which finds its own way.
    return send(reply, 'dashboard', path.extname(file) === '' ? 'index.html' : file);
  });
  app.get('/widget.js', compressed, (_request, reply) => {
    void reply.header('access-control-allow-origin', '*');
    void reply.header('cross-origin-resource-policy', 'cross-origin');
    return send(reply, 'widget-sdk', 'widget.js');
  });
  app.get<{ Params: { '*': string } }>('/widget/*', compressed, (request, reply) => {
    void reply.header('access-control-allow-origin', '*');
    void reply.header('cross-origin-resource-policy', 'cross-origin');
    return send(reply, 'widget-sdk', request.params['*']);
  });
  app.get('/', compressed, (_request, reply) => send(reply, 'landing', 'index.html'));
  app.get<{ Params: { '*': string } }>('/*', compressed, (request, reply) =>
    send(reply, 'landing', request.params['*']),
  );
}
