import type { AssistantSettings } from '@platform/api-contract/types';
import type { TenantTx } from '@platform/db';
import { assistants, conversations, messages, tenants, visitors } from '@platform/db/schema';
import { and, desc, eq, inArray } from 'drizzle-orm';
import type { OpenAnswerRow } from './open-answers.queries.ts';

export interface Question {
  readonly text: string;
  readonly history: { role: 'visitor' | 'assistant' | 'agent'; text: string }[];
  readonly settings: AssistantSettings;
  readonly workspaceName: string;
  /** Of the page the visitor came from, as it was last seen; null for a colleague, or where it said none. */
  readonly locale: string | null;
}

const historyLength = 20;

async function loadSettings(tx: TenantTx, tenantId: string, conversationId: string) {
  const [row] = await tx
    .select({
      channel: conversations.channel,
      draft: assistants.draft,
      published: assistants.published,
      workspaceName: tenants.name,
      locale: visitors.locale,
    })
    .from(conversations)
    .innerJoin(
      assistants,
      and(
        eq(assistants.tenantId, conversations.tenantId),
        eq(assistants.id, conversations.assistantId),
      ),
    )
    .innerJoin(tenants, eq(tenants.id, conversations.tenantId))
    .leftJoin(
      visitors,
      and(eq(visitors.tenantId, conversations.tenantId), eq(visitors.id, conversations.visitorId)),
    )
    .where(and(eq(conversations.tenantId, tenantId), eq(conversations.id, conversationId)));
  if (row === undefined) return null;
  const { draft, published, workspaceName, locale } = row;
  // A preview is there to try the draft; visitors get what was published.
  const settings = row.channel === 'preview' ? draft : (published ?? draft);
  return { settings, workspaceName, locale };
}

/** The last turns of a conversation, oldest first. */
async function loadTurns(tx: TenantTx, tenantId: string, conversationId: string) {
  const recent = await tx
    .select({ id: messages.id, role: messages.role, text: messages.text })
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, tenantId),
        eq(messages.conversationId, conversationId),
        inArray(messages.role, ['visitor', 'assistant', 'agent']),
      ),
    )
    .orderBy(desc(messages.sequence))
    .limit(historyLength);
  return recent
    .reverse()
    .flatMap(({ id, role, text }) =>
      role === 'visitor' || role === 'assistant' || role === 'agent' ? [{ id, role, text }] : [],
    );
}

/** Everything an answer starts from, or `null` when the conversation is gone. */
export async function loadQuestion(tx: TenantTx, open: OpenAnswerRow): Promise<Question | null> {
  const found = await loadSettings(tx, open.tenantId, open.conversationId);
  const turns = await loadTurns(tx, open.tenantId, open.conversationId);
  const at = turns.findIndex((turn) => turn.id === open.questionId);
  const asked = turns[at];
  if (found === null || asked === undefined) return null;
  // An answer to an earlier question may stand below this one; a later question does not belong here.
  const history = turns.filter(
    ({ role }, index) => index < at || (index > at && role !== 'visitor'),
  );
  return { ...found, text: asked.text, history };
}

/** The same for a colleague: their own question, or the visitor's last one. */
export async function loadConversationQuestion(
  tx: TenantTx,
  tenantId: string,
  conversationId: string,
  question: string | undefined,
): Promise<Question | null> {
  const found = await loadSettings(tx, tenantId, conversationId);
  if (found === null) return null;
  const turns = await loadTurns(tx, tenantId, conversationId);
  if (question !== undefined) return { ...found, text: question, history: turns };
  const at = turns.findLastIndex((turn) => turn.role === 'visitor');
  const asked = turns[at];
  return asked === undefined ? null : { ...found, text: asked.text, history: turns.slice(0, at) };
}
