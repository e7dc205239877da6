import { z } from 'zod';
import { answerDelta } from '../answers/answer.schema.ts';
import { answerId, conversationId, userId } from '../common/ids.schema.ts';
import { conversationSummary, message, teamMessage } from '../conversations/conversation.schema.ts';
import { documentSummary } from '../knowledge/document.schema.ts';

/** Why an answer that was being written will get no further part under this id. */
export const answerClosedReason = z.enum([
  'finished',
  'stopped',
  'taken-over',
  'failed',
  'restarted',
]);

const shared = [
  z.object({
    type: z.literal('answer.started'),
    payload: z.object({ conversationId, answerId, sourceCount: z.int() }),
  }),
  z.object({
    type: z.literal('answer.delta'),
    payload: answerDelta.extend({ conversationId }),
  }),
  z.object({
    type: z.literal('answer.closed'),
    payload: z.object({ conversationId, answerId, reason: answerClosedReason }),
  }),
  z.object({
    type: z.literal('typing'),
    payload: z.object({ conversationId, who: z.enum(['visitor', 'agent']), name: z.string() }),
  }),
] as const;

/** What a visitor's browser may receive. */
export const visitorEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message.created'), payload: message }),
  z.object({ type: z.literal('message.updated'), payload: message }),
  z.object({
    type: z.literal('conversation.state'),
    payload: z.object({
      conversationId,
      state: z.enum(['ai', 'waiting', 'human', 'resolved']),
      agentName: z.string().nullable(),
    }),
  }),
  ...shared,
]);

/** What the team's dashboard may receive. */
export const teamEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('team.message.created'), payload: teamMessage }),
  z.object({ type: z.literal('team.message.updated'), payload: teamMessage }),
  z.object({ type: z.literal('conversation.updated'), payload: conversationSummary }),
  z.object({ type: z.literal('document.updated'), payload: documentSummary }),
  /** Somebody joined, left or has another role: of whom, whoever it concerns asks anew. */
  z.object({ type: z.literal('team.changed'), payload: z.object({ userId }) }),
  z.object({ type: z.literal('document.removed'), payload: z.object({ documentId: z.string() }) }),
  ...shared,
]);

/**
 * What a client may ask to follow; the server decides whether and under which topic.
 * - `conversation:<id>`: the visitor whose it is (visitor events) or the team (team events)
 * - `inbox`: every conversation of the workspace, summaries only, and changes of the team
 * - `knowledge`: the state of the workspace's documents
 *
 * A socket of the team serves one workspace, named in its address as `?workspace=<id>`.
 */
export const resourcePattern = /^(conversation:cnv_[0-7][0-9a-hjkmnp-tv-z]{25}|inbox|knowledge)$/;
