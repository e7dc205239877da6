import { inboxTopic, teamTopic, visitorTopic } from '../../../realtime/topics.ts';
import { dropExports } from '../exports/exports.queries.ts';
import { deleteMails, deleteOutbox, eraseSubject, nextConversations } from './erase.queries.ts';
import {
  type EraseServices,
  eraseConversations,
  removeFiles,
  withRelayStill,
} from './erase-conversations.ts';
import {
  countOthers,
  deleteInvitationsTo,
  deletePerson,
  findPerson,
  listAddresses,
  listOwnWorkspaces,
  listTouched,
  removeName,
} from './erase-person.queries.ts';
import { eraseWorkspace } from './erase-workspace.ts';
import type { Tally } from './tally.ts';

const previewsAtOnce = 100;

/**
 * Erases a person: the account, and their name wherever a workspace keeps it. A workspace of which they
 * are the only member goes with them. The account goes last, so that a broken attempt can be repeated.
 */
export async function eraseAccount(
  services: EraseServices,
  userId: string,
  tally: Tally,
  saved: () => Promise<void>,
): Promise<void> {
  const { db } = services;
  const person = await db.identity(null, (tx) => findPerson(tx, userId));
  if (person === undefined) return;
  const workspaces = await db.identity({ kind: 'user', id: userId }, (tx) =>
    listOwnWorkspaces(tx, userId),
  );
  for (const { tenantId } of workspaces) {
    const others = await db.system((tx) => countOthers(tx, tenantId, userId));
    if (others.members === 0) await eraseWorkspace(services, tenantId, tally, saved);
    else await leaveNothing(services, tenantId, { userId, ...person }, tally);
    await saved();
  }
  tally.add('invitations', await db.system((tx) => deleteInvitationsTo(tx, person.email)));
  const addresses = await db.identity(null, (tx) => listAddresses(tx, userId, person.email));
  for (const address of addresses) {
    tally.add('mail_messages', await db.system((tx) => deleteMails(tx, address)));
  }
  await saved();
  const gone = await db.identity({ kind: 'user', id: userId }, (tx) =>
    deletePerson(tx, userId, person.email),
  );
  for (const [table, count] of Object.entries(gone)) tally.add(table, count);
  tally.add('memberships', workspaces.length);
  await services.revalidate(userId);
  await saved();
}

async function leaveNothing(
  services: EraseServices,
  tenantId: string,
  person: { userId: string; name: string; email: string },
  tally: Tally,
): Promise<void> {
  const { db, log } = services;
  const { userId, name, email } = person;
  for (;;) {
    const previews = await db.system((tx) =>
      nextConversations(tx, tenantId, { previewUserId: userId }, previewsAtOnce),
    );
    if (previews.length === 0) break;
    await eraseConversations(services, tenantId, previews, tally);
  }
  const touched = await db.system((tx) => listTouched(tx, tenantId, userId));
  const topics = touched.flatMap((id) => [visitorTopic(id), teamTopic(id)]);
  const gone = await db.system(async (tx) => ({
    changed: await removeName(tx, tenantId, userId, email),
    audit: await eraseSubject(tx, tenantId, userId, [email, name]),
    // Archives of the workspace have the person's name in them.
    exports: await dropExports(tx, tenantId, { renew: true }),
    own: await dropExports(tx, tenantId, { requestedBy: userId, renew: false }),
    outbox: await deleteOutbox(tx, tenantId, { topics, ids: touched }),
  }));
  for (const [store, count] of Object.entries(gone.changed)) tally.add(store, count);
  tally.add('audit_subjects', gone.audit.subjects);
  tally.add('audit_details', gone.audit.details);
  tally.add('data_exports', gone.exports.count + gone.own.count);
  tally.add('outbox', gone.outbox);
  await removeFiles(services, [...gone.exports.keys, ...gone.own.keys], tally);
  const dropped = await withRelayStill(db, () => log.forget([...topics, inboxTopic(tenantId)]));
  tally.add('message log', dropped);
}
