import { randomBytes } from 'node:crypto';
import { PlatformError } from '@platform/api-contract/errors';
import type { Sealer } from '@platform/auth';
import type { Database } from '@platform/db';
import { decodeId } from '@platform/shared/ids';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findMail, listMails, type MailRow } from './mail.queries.ts';
import { renderRow } from './mail-sender.ts';
import { isFromThisHost, isLocalOrigin } from './mailbox-access.ts';
import { mailboxList, mailboxMessage, type ShownMail } from './mailbox-page.ts';

interface MailboxOptions {
  readonly db: Database;
  readonly sealer: Pick<Sealer, 'open'>;
  publicOrigin(): string;
}

const shownAtMost = 100;
type ById = { Params: { id: string } };

/**
 * What would have been sent, for the person in front of this host and nobody else: to all others the
 * pages do not exist. Registered only where no mail server is set. [ASVS 13.4.6]
 */
export function registerMailbox(app: FastifyInstance, options: MailboxOptions): void {
  const { db } = options;
  const guard = (request: FastifyRequest) => {
    if (isFromThisHost(request) && isLocalOrigin(options.publicOrigin())) return;
    throw new PlatformError('NOT_FOUND');
  };
  const show = async (mail: MailRow): Promise<ShownMail> => {
    if (mail.props === null) return { mail, rendered: null };
    const rendered = await renderRow(mail, options.sealer, options.publicOrigin()).catch(
      (error: unknown) => {
        app.log.warn({ err: error, mail: mail.id }, 'a mail cannot be shown');
        return null;
      },
    );
    return { mail, rendered };
  };
  const load = async (id: string): Promise<ShownMail> => {
    const mail = decodeId('mail', id) === null ? undefined : await findMail(db, id);
    if (mail === undefined) throw new PlatformError('NOT_FOUND');
    return show(mail);
  };

  app.get('/mailbox', async (request, reply) => {
    guard(request);
    const mails = await listMails(db, shownAtMost);
    const shown: ShownMail[] = [];
    for (const mail of mails) shown.push(await show(mail));
    return sendPage(reply, (nonce) => mailboxList(shown, nonce));
  });
  app.get<ById>('/mailbox/:id', async (request, reply) => {
    guard(request);
    const shown = await load(request.params.id);
    return sendPage(reply, (nonce) => mailboxMessage(shown, nonce));
  });
  app.get<ById>('/mailbox/:id/html', async (request, reply) => {
    guard(request);
    const { rendered } = await load(request.params.id);
    if (rendered === null) throw new PlatformError('NOT_FOUND');
    // Mail programs need styles on each element; nothing else of the mail may do anything here.
    return send(
      reply,
      rendered.html,
      "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src-attr 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    );
  });
}

function sendPage(reply: FastifyReply, render: (nonce: string) => string): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  return send(
    reply,
    render(nonce),
    `default-src 'none'; style-src 'nonce-${nonce}'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  );
}

function send(reply: FastifyReply, html: string, policy: string): FastifyReply {
  return reply
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    })
    .send(html);
}
