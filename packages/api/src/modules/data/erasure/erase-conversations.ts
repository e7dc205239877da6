import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Database, dropLease, takeLease } from '@platform/db';
import type { FileStore } from '@platform/knowledge';
import type { MessageLog } from '@platform/realtime/server';
import { newId } from '@platform/shared/ids';
import type { Logger } from '@platform/shared/logger';
import type { AnswerRunner } from '../../../answering/answer-runner.ts';
import { closedEvents } from '../../../answering/open-answers.queries.ts';
import { inboxTopic, teamTopic, visitorTopic } from '../../../realtime/topics.ts';
import { deleteConversations, deleteOutbox } from './erase.queries.ts';
import type { Tally } from './tally.ts';

export interface EraseServices {
  readonly db: Database;
  readonly log: MessageLog;
  readonly files: FileStore;
  readonly logger: Logger;
  readonly answers: Pick<AnswerRunner, 'abort'>;
  revalidate(key: string): Promise<void>;
}

/** Deletes conversations everywhere they are: rows, answers in progress, and messages on their way. */
export async function eraseConversations(
  services: EraseServices,
  tenantId: string,
  ids: readonly string[],
  tally: Tally,
): Promise<void> {
  const { db, log } = services;
  const own = ids.flatMap((id) => [visitorTopic(id), teamTopic(id)]);
  const topics = [...own, inboxTopic(tenantId)];
  const gone = await db.system(async (tx) => {
    const deleted = await deleteConversations(tx, tenantId, ids);
    // After the rows: who had one locked has written to the outbox by now, and nobody can any more.
    return { ...deleted, outbox: await deleteOutbox(tx, tenantId, { topics: own, ids }) };
  });
  for (const { conversationId } of gone.open) services.answers.abort(conversationId);
  const closed = gone.open.flatMap((open) => closedEvents(open, 'stopped'));
  // Whichever instance was writing hears it and stops; readers see the thread end.
  await log.publish(closed.map((event) => ({ ...event, id: newId('event') })));
  if (closed.length > 0) await pause(settleMs);
  const dropped = await withRelayStill(db, () => log.forget(topics));
  tally.add('conversations', gone.conversations);
  tally.add('messages', gone.messages);
  tally.add('citations', gone.citations);
  tally.add('open_answers', gone.open.length);
  tally.add('outbox', gone.outbox);
  tally.add('message log', dropped);
}

/** So long a part of an answer that was under way may still come. */
const settleMs = 1_000;
const stillMs = 5_000;

/** While the relay cannot publish: what it had taken before it was stilled is published by then. */
export async function withRelayStill<Result>(
  db: Database,
  work: () => Promise<Result>,
): Promise<Result> {
  const lease = { name: 'relay', holder: randomUUID() };
  const deadline = Date.now() + 2 * stillMs;
  while (!(await db.system((tx) => takeLease(tx, lease, stillMs)))) {
    if (Date.now() > deadline) throw new Error('The relay did not pause.');
    await pause(10);
  }
  try {
    return await work();
  } finally {
    await db.system((tx) => dropLease(tx, lease));
  }
}

/** Takes files away that nothing refers to any more. */
export async function removeFiles(
  { files }: Pick<EraseServices, 'files'>,
  keys: readonly string[],
  tally: Tally,
): Promise<void> {
  for (const key of keys) await files.remove(key);
  tally.add('files', keys.length);
}
