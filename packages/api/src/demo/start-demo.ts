import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import Fastify, { LogController } from 'fastify';
import type { Platform } from '../compose.ts';
import { closeServer, watchRequests } from '../http/close-server.ts';
import { snippetFor } from '../modules/widgets/widgets.queries.ts';
import { type DemoAccount, ensureDemoAccount } from './demo-account.ts';
import { ensureDemoDocuments } from './demo-documents.ts';
import { ensureDemoWidget } from './demo-widget.ts';

export interface Demo {
  readonly url: string;
  readonly account: DemoAccount;
  close(): Promise<void>;
}

const page = fileURLToPath(new URL('../../../../apps/widget-sdk/demo/index.html', import.meta.url));

/**
 * A first look without a form: a workspace that knows the project's documentation, and a customer's
 * site on another origin that carries nothing but the snippet. `null` where it is switched off.
 */
export async function startDemo(platform: Platform, port: number): Promise<Demo | null> {
  const { services } = platform;
  const { env, db, logger } = services;
  const wanted = env.DEMO === 'true' || (env.DEMO === 'auto' && db.kind === 'embedded');
  if (!wanted || (env.ROLE !== 'all' && env.ROLE !== 'api')) return null;
  const found = await ensureDemoAccount(db, env.DATA_DIR);
  if (found === null) return null;
  const { account, tenantId, userId } = found;

  const site = Fastify({
    loggerInstance: logger as never,
    logController: new LogController({ disableRequestLogging: true }),
  });
  const demoPort = env.DEMO_PORT === 0 && env.PORT !== 0 ? port + 1 : env.DEMO_PORT;
  let widgetId = '';
  site.get('/*', async (_request, reply) => {
    const html = await readFile(page, 'utf8');
    const snippet = snippetFor(services.publicOrigin(), widgetId);
    return reply.type('text/html; charset=utf-8').send(html.replace('<!-- snippet -->', snippet));
  });
  const requests = watchRequests(site);
  await site.listen({ host: env.HOST, port: demoPort });
  const sitePort = (site.server.address() as AddressInfo).port;
  widgetId = await ensureDemoWidget(services, tenantId, [
    services.publicOrigin(),
    ...['localhost', '127.0.0.1'].flatMap((host) => [
      `http://${host}:${port}`,
      `http://${host}:${sitePort}`,
    ]),
  ]);
  platform.setDemo({ widgetId, siteUrl: `http://localhost:${sitePort}/` });
  // In the background: a first start is ready before the documentation is read.
  ensureDemoDocuments(services, tenantId, userId).catch((error: unknown) =>
    logger.error({ err: error }, 'the documentation was not taken in'),
  );
  return {
    url: `http://localhost:${sitePort}/`,
    account,
    close: () => closeServer(site, requests, 1_000),
  };
}
