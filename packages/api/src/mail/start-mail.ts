import type { Service } from '@platform/api-contract/types';
import type { Sealer } from '@platform/auth';
import type { Database } from '@platform/db';
import type { Env } from '@platform/shared/env';
import type { Logger } from '@platform/shared/logger';
import type { FastifyInstance } from 'fastify';
import { countMails } from './mail.queries.ts';
import { startMailSender } from './mail-sender.ts';
import { isLocalOrigin } from './mailbox-access.ts';
import { registerMailbox } from './mailbox-routes.ts';
import { createSmtpTransport, mailboxTransport } from './smtp-transport.ts';

export interface MailService {
  /** Tells the sender that a commit has queued something. */
  wake(): void;
  /** Serves the mailbox page where there is one to serve. */
  register(app: FastifyInstance): void;
  /** Where the mailbox page is; `null` when mails are really sent. */
  mailboxUrl(): string | null;
  status(): Promise<Pick<Service, 'resolved' | 'detail' | 'state'>>;
  close(): Promise<void>;
}

interface MailOptions {
  readonly env: Env;
  readonly db: Database;
  readonly logger: Logger;
  readonly sealer: Sealer;
  /** Whether this process sends; others only queue. */
  readonly sends: boolean;
  publicOrigin(): string;
}

/** Throws when the server of `SMTP_URL` cannot be reached or refuses us. */
export async function startMail(options: MailOptions): Promise<MailService> {
  const { env, db, logger, sealer, publicOrigin } = options;
  const { SMTP_URL: smtpUrl, MAIL_FROM: from = '' } = env;
  const transport = smtpUrl === undefined ? mailboxTransport : createSmtpTransport(smtpUrl, from);
  try {
    await transport.verify();
  } catch (error) {
    transport.close();
    throw error;
  }
  const sender = options.sends
    ? startMailSender({ db, logger, sealer, transport, publicOrigin })
    : null;
  // Whoever names a proxy has one in front, and then nobody stands in front of this host.
  const hasMailbox = transport.kind === 'mailbox' && env.TRUSTED_PROXIES.trim() === '';
  const mailboxUrl = () =>
    hasMailbox && isLocalOrigin(publicOrigin()) ? `${publicOrigin()}/mailbox` : null;
  return {
    wake: () => sender?.wake(),
    register(app) {
      if (hasMailbox) registerMailbox(app, { db, sealer, publicOrigin });
    },
    mailboxUrl,
    async status() {
      const { queued, failed } = await countMails(db);
      const counts = [
        ...(queued === 0 ? [] : [`${queued} waiting`]),
        ...(failed === 0 ? [] : [`${failed} given up`]),
      ];
      if (transport.kind === 'smtp') {
        const detail = [transport.description, ...counts].join(', ');
        return { resolved: 'SMTP', detail, state: failed === 0 ? 'ok' : 'degraded' };
      }
      const url = mailboxUrl();
      return url === null
        ? { resolved: 'none', detail: 'mails are kept and not sent', state: 'degraded' }
        : { resolved: 'mailbox page', detail: url, state: 'ok' };
    },
    async close() {
      await sender?.close();
      transport.close();
    },
  };
}
