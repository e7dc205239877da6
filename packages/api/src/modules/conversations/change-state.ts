import type { SystemNotice } from '@platform/api-contract/types';
import { authorOf } from '@platform/auth';
import type { TenantTx } from '@platform/db';
import { closeAnswer } from '../../answering/open-answers.queries.ts';
import type { PersonContext, WorkspaceContext } from '../../http/contexts.ts';
import { writeAudit } from '../audit/audit.queries.ts';
import { appendMessage } from './append-message.ts';
import type { ConversationRow } from './conversation-views.ts';
import { lockConversation } from './conversations.queries.ts';

type Step = 'take-over' | 'hand-back' | 'resolve' | 'reopen';

interface Rule {
  readonly notice: SystemNotice;
  readonly from: readonly ConversationRow['state'][];
  change(me: string | null): Partial<ConversationRow>;
}

/** The four steps a person of the team can make a conversation take, and whence. */
const rules: Readonly<Record<Step, Rule>> = {
  'take-over': {
    notice: 'taken-over',
    from: ['ai', 'waiting', 'human', 'resolved'],
    change: (me) => ({ state: 'human', assigneeId: me, waitingSince: null }),
  },
  'hand-back': {
    notice: 'handed-back',
    from: ['human', 'waiting'],
    change: () => ({ state: 'ai', waitingSince: null }),
  },
  resolve: {
    notice: 'resolved',
    from: ['ai', 'waiting', 'human'],
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
): Promise<void> {
  const rule = rules[step];
  const locked = await lockConversation(tx, ctx.tenantId, conversationId);
  const author = authorOf(ctx.actor);
  const change = rule.change(author.userId);
  const made =
    locked.state === change.state &&
    (change.assigneeId === undefined || change.assigneeId === locked.assigneeId);
  if (made || !rule.from.includes(locked.state)) return;
  if (step === 'take-over' || step === 'resolve') {
    await closeAnswer(tx, { tenantId: ctx.tenantId, conversationId }, 'taken-over');
  }
  await appendMessage(
    tx,
    locked,
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
