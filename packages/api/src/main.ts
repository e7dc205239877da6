import { parseArgs } from 'node:util';
import { DataDirError } from '@platform/db';
import { EnvError, readEnv } from '@platform/shared/env';
import { createLogger } from '@platform/shared/logger';
import closeWithGrace from 'close-with-grace';
import { createPlatform } from './compose.ts';
import { type Demo, startDemo } from './demo/start-demo.ts';

/**
 * One process of the platform. Flags win over variables: `--role`, `--port`, `--host`, `--data`.
 * Started by `npm start` it has a channel to its starter, tells it how far it is, and ends when the
 * starter does, however that ended.
 */
function tell(message: object): void {
  if (process.connected) process.send?.(message);
}

function fail(message: string): never {
  tell({ type: 'fatal', message });
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const { values: flags } = parseArgs({
    options: {
      role: { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string' },
      data: { type: 'string' },
    },
  });
  const env = readEnv(undefined, {
    ...(flags.role === undefined ? {} : { ROLE: flags.role }),
    ...(flags.port === undefined ? {} : { PORT: flags.port }),
    ...(flags.host === undefined ? {} : { HOST: flags.host }),
    ...(flags.data === undefined ? {} : { DATA_DIR: flags.data }),
  });
  const logger = createLogger({ level: env.LOG_LEVEL, name: env.ROLE });

  const platform = await createPlatform({
    env,
    logger,
    onProgress: (message) => tell({ type: 'progress', message }),
  });
  let demo: Demo | null = null;
  const close = closeWithGrace(
    { delay: env.SHUTDOWN_TIMEOUT_MS, logger },
    async ({ err, signal }) => {
      if (err) logger.fatal({ err }, 'ending after an error');
      else logger.info({ signal }, 'shutting down');
      await demo?.close();
      await platform.close(env.SHUTDOWN_TIMEOUT_MS);
    },
  );
  process.on('disconnect', () => void close.close());

  const { port } = await platform.listen();
  demo = await startDemo(platform, port);
  const origin = platform.services.publicOrigin();
  const mailbox = platform.services.mail.mailboxUrl();
  const services = await platform.status();
  for (const service of services) logger.info(service, 'service resolved');
  logger.info({ port, role: env.ROLE }, 'ready');
  tell({
    type: 'ready',
    urls: [
      { label: 'Landing page', url: `${origin}/`, detail: 'what this is, with the live widget' },
      { label: 'Dashboard', url: `${origin}/app/`, detail: 'where a team works' },
      ...(mailbox === null
        ? []
        : [{ label: 'Mailbox', url: mailbox, detail: 'mails that would have been sent' }]),
      ...(demo === null
        ? []
        : [{ label: "Customer's site", url: demo.url, detail: 'a page that carries the widget' }]),
    ],
    services: services.map(({ need, resolved, detail }) => ({ name: need, resolved, detail })),
    account: demo?.account ?? null,
  });
}

main().catch((error: unknown) => {
  const known = error instanceof EnvError || error instanceof DataDirError;
  const message = error instanceof Error ? error.message : String(error);
  if (known) fail(message);
  const code = (error as { code?: unknown }).code;
  if (code === 'EADDRINUSE') fail(`${message}. Choose another port with --port.`);
  process.stderr.write(`${error instanceof Error ? error.stack : message}\n`);
  fail(`The platform did not start: ${message}`);
});
