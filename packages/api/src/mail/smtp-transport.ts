import { requireOneAddress } from '@platform/auth';
import { createTransport } from 'nodemailer';
import type { RenderedMail } from './render-mail.ts';

export interface OutgoingMail extends RenderedMail {
  readonly id: string;
  readonly to: string;
}

/** Where mails go: an SMTP server, or nowhere but the mailbox page. */
export interface MailTransport {
  readonly kind: 'smtp' | 'mailbox';
  /** Shown on the System page; never with a user or password. */
  readonly description: string;
  /** Throws what the server said. */
  deliver(mail: OutgoingMail): Promise<void>;
  /** Throws when the server cannot be reached or refuses us. */
  verify(): Promise<void>;
  close(): void;
}

const local = new Set(['localhost', '127.0.0.1', '[::1]']);
const timeoutMs = 15_000;

/**
 * Sends through the server of `SMTP_URL`. A password goes over the network only encrypted, unless the
 * URL says `?requireTLS=false`. [ASVS 12.3.1]
 */
export function createSmtpTransport(smtpUrl: string, from: string): MailTransport {
  const url = new URL(smtpUrl);
  const secret = url.password !== '' && !local.has(url.hostname);
  if (secret && url.protocol === 'smtp:' && !url.searchParams.has('requireTLS')) {
    url.searchParams.set('requireTLS', 'true');
  }
  const transport = createTransport(
    {
      url: url.href,
      pool: true,
      maxConnections: 2,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      // A mail is made of what we rendered and of nothing that a path or an address could name.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
  const domain = (/@([^\s>]+)>?$/.exec(from)?.[1] ?? 'localhost').toLowerCase();
  return {
    kind: 'smtp',
    description: url.host,
    async deliver({ id, to, subject, html, text }) {
      await transport.sendMail({
        to: { name: '', address: requireOneAddress(to) },
        subject,
        html,
        text,
        // The same for every attempt, so that a server which took it before its answer was lost knows it.
        messageId: `<${id}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      });
    },
    async verify() {
      await transport.verify();
    },
    close: () => transport.close(),
  };
}

/** Without a server: mails stay in the database, where the mailbox page of this host shows them. */
export const mailboxTransport: MailTransport = {
  kind: 'mailbox',
  description: 'mailbox page',
  deliver: async () => undefined,
  verify: async () => undefined,
  close: () => undefined,
};
