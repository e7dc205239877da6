import { dropExports } from '../exports/exports.queries.ts';
import {
  deleteMails,
  deleteVisitor,
  eraseSubject,
  findVisitor,
  nextConversations,
} from './erase.queries.ts';
import { type EraseServices, eraseConversations, removeFiles } from './erase-conversations.ts';
import type { Tally } from './tally.ts';

const conversationsAtOnce = 100;

/** Erases a visitor of a customer's site from every store. Each step can be done again. */
export async function eraseVisitor(
  services: EraseServices,
  at: { tenantId: string; visitorId: string },
  tally: Tally,
  saved: () => Promise<void>,
): Promise<void> {
  const { db } = services;
  const { tenantId, visitorId } = at;
  const visitor = await db.system((tx) => findVisitor(tx, tenantId, visitorId));
  for (;;) {
    const ids = await db.system((tx) =>
      nextConversations(tx, tenantId, { visitorId }, conversationsAtOnce),
    );
    if (ids.length === 0) break;
    await eraseConversations(services, tenantId, ids, tally);
    await saved();
  }
  const words = [visitor?.email, visitor?.name].filter((word) => typeof word === 'string');
  const gone = await db.system(async (tx) => ({
    exports: await dropExports(tx, tenantId, { renew: true }),
    mails:
      visitor?.email === undefined || visitor.email === null
        ? 0
        : await deleteMails(tx, visitor.email, tenantId),
    audit: await eraseSubject(tx, tenantId, visitorId, words),
    visitors: await deleteVisitor(tx, tenantId, visitorId),
  }));
  tally.add('visitors', gone.visitors);
  tally.add('audit_subjects', gone.audit.subjects);
  tally.add('audit_details', gone.audit.details);
  tally.add('mail_messages', gone.mails);
  tally.add('data_exports', gone.exports.count);
  await removeFiles(services, gone.exports.keys, tally);
  await services.revalidate(visitorId);
  await saved();
}
