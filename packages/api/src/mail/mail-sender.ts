import { mailSealContext, type Sealer } from '@platform/auth';
import type { Database } from '@platform/db';
import type { Logger } from '@platform/shared/logger';
import {
  deleteOldMails,
  type MailRow,
  markFailed,
  markSent,
  takeDueMails,
} from './mail.queries.ts';
import { renderMail } from './render-mail.ts';
import type { MailTransport } from './smtp-transport.ts';

export interface MailSender {
  /** A commit has queued something: look at once. */
  wake(): void;
  /** Resolves once nothing is being sent. */
  close(): Promise<void>;
}

interface SenderOptions {
  readonly db: Database;
  readonly logger: Logger;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly transport: MailTransport;
  publicOrigin(): string;
  /** How long to wait before the second attempt; doubled for each further one. */
  readonly firstRetryMs?: number;
}

const pollMs = 2_000;
const batch = 10;
const maxAttempts = 8;
const longestRetryMs = 60 * 60_000;
const keptDays = 30;
const cleanUpEveryMs = 60 * 60_000;

/**
 * Sends what is queued, whoever queued it: several processes may run one, and each mail is taken by
 * one at a time. A mail that could not be sent waits longer each time (half a minute, doubled), and is
 * given up after eight attempts or when the server refuses it for good, with a row that says why.
 */
export function startMailSender(options: SenderOptions): MailSender {
  const { db, logger } = options;
  let closed = false;
  let again = false;
  let running: Promise<void> | null = null;
  let cleanedUpAt = 0;

  const work = async () => {
    do {
      again = false;
      const taken = await takeDueMails(db, batch);
      for (const mail of taken) await send(options, mail);
      if (taken.length === batch) again = true;
    } while (again && !closed);
    if (Date.now() - cleanedUpAt > cleanUpEveryMs) {
      cleanedUpAt = Date.now();
      await deleteOldMails(db, new Date(Date.now() - keptDays * 24 * 60 * 60_000));
    }
  };
  const look = () => {
    if (closed) return;
    if (running !== null) {
      again = true;
      return;
    }
    running = work()
      .catch((error: unknown) => logger.warn({ err: error }, 'mails could not be looked at'))
      .finally(() => {
        running = null;
      });
  };
  const timer = setInterval(look, pollMs);
  look();
  return {
    wake: look,
    async close() {
      closed = true;
      clearInterval(timer);
      await running;
      options.transport.close();
    },
  };
}

async function send(options: SenderOptions, mail: MailRow): Promise<void> {
  const { db, logger, transport } = options;
  try {
    const rendered = await renderRow(mail, options.sealer, options.publicOrigin());
    await transport.deliver({ ...rendered, id: mail.id, to: mail.recipient });
    await markSent(db, mail.id, transport.kind === 'mailbox');
    logger.debug({ mail: mail.id, template: mail.template }, 'mail sent');
  } catch (error) {
    const last = mail.attempts >= maxAttempts || isFinal(error);
    const waitMs = (options.firstRetryMs ?? 30_000) * 2 ** (mail.attempts - 1);
    // Servers repeat whom they refuse; the row knows it, and the log must not.
    const said = error instanceof Error ? error.message : String(error);
    const failure = said.replaceAll(mail.recipient, 'the recipient').slice(0, 500);
    await markFailed(db, mail.id, failure, last ? null : Math.min(waitMs, longestRetryMs));
    // Neither the recipient nor the content: a log is read by more people than a mailbox.
    logger.warn(
      { mail: mail.id, template: mail.template, attempts: mail.attempts, failure },
      last ? 'mail given up' : 'mail will be tried again',
    );
  }
}

/** Throws when the props are gone, sealed with a key that is not here, or of no known template. */
export function renderRow(mail: MailRow, sealer: Pick<Sealer, 'open'>, origin: string) {
  if (mail.props === null) throw new Error('The content was dropped after it was sent.');
  const props: unknown = JSON.parse(sealer.open(mail.props, mailSealContext(mail.id)));
  return renderMail({ template: mail.template, props }, origin);
}

/** SMTP's 5xx: the server will not take this mail, however often it is asked (RFC 5321, 4.2.1). */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error) || !('responseCode' in error)) return false;
  // A refused log-in (535) is our own fault, and can be mended while the mail waits.
  return Number(error.responseCode) >= 550 && Number(error.responseCode) < 560;
}
