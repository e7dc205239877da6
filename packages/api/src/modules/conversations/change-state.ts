import type { SystemNotice } from '@platform/api-contract/types';
import { authorOf } from '@platform/auth';
import type { TenantTx } from '@platform/db';
import { closeAnswer, type ShownAnswer } from '../../answering/close-answer.ts';
import type { PersonContext, WorkspaceContext } from '../../http/contexts.ts';
import { writeAudit } from '../audit/audit.queries.ts';
import { appendMessage } from './append-message.ts';
import type { ConversationRow } from './conversation-views.ts';
import { lockConversation } from './conversations.queries.ts';
import { findPersonRequestedAt } from './thread.queries.ts';

export type Step = 'take-over' | 'hand-back' | 'put-to-wait' | 'resolve' | 'reopen';

interface Rule {
  readonly notice: SystemNotice;
  readonly from: readonly ConversationRow['state'][];
  /** A person speaks from here on, or the matter is closed: what the AI was saying ends. */
  readonly silences?: true;
  change(me: string | null, askedAt: Date): Partial<ConversationRow>;
}

/** The steps a person of the team can make a conversation take, and whence. */
const rules: Readonly<Record<Step, Rule>> = {
  'take-over': {
    notice: 'taken-over',
    from: ['ai', 'waiting', 'human', 'resolved'],
    silences: true,
    change: (me) => ({ state: 'human', assigneeId: me, waitingSince: null }),
  },
  'hand-back': {
    notice: 'handed-back',
    from: ['human', 'waiting'],
    change: () => ({ state: 'ai', waitingSince: null }),
  },
  'put-to-wait': {
    notice: 'person-requested',
    from: ['ai', 'human', 'resolved'],
    silences: true,
    change: (_me, askedAt) => ({ state: 'waiting', waitingSince: askedAt }),
  },
  resolve: {
    notice: 'resolved',
    from: ['ai', 'waiting', 'human'],
    silences: true,
    change: () => ({ state: 'resolved', waitingSince: null }),
  },
  reopen: {
    notice: 'reopened',
    from: ['resolved'],
    change: () => ({ state: 'ai' }),
  },
};

/**
 * Makes the step, silences the AI where a person speaks or the matter is closed, and says so in the
 * thread. A step that is already made changes nothing.
 */
export async function changeState(
  tx: TenantTx,
  ctx: WorkspaceContext | PersonContext,
  conversationId: string,
  step: Step,
  shown: ShownAnswer,
): Promise<void> {
  const rule = rules[step];
  const locked = await lockConversation(tx, ctx.tenantId, conversationId);
  const author = authorOf(ctx.actor);
  // Who waited before waits since then: a step and its undoing cost nobody their place.
  const askedAt = (await findPersonRequestedAt(tx, locked)) ?? new Date();
  const change = rule.change(author.userId, askedAt);
  const made =
    locked.state === change.state &&
    (change.assigneeId === undefined || change.assigneeId === locked.assigneeId);
  if (made || !rule.from.includes(locked.state)) return;
  const { conversation } = rule.silences
    ? await closeAnswer(tx, locked, shown, 'taken-over')
    : { conversation: locked };
  await appendMessage(
    tx,
    conversation,
    {
      role: 'system',
      text: '',
      notice: rule.notice,
      authorUserId: author.userId,
      authorName: author.name,
    },
    change,
  );
  await writeAudit(tx, ctx, {
    target: conversationId,
    before: { state: locked.state, assigneeId: locked.assigneeId },
    after: change,
  });
}
