import { z } from 'zod';
import { conversationId, documentId, messageId } from '../common/ids.schema.ts';
import { timestamp } from '../common/page.schema.ts';

export const overviewInput = z.object({ days: z.int().min(1).max(90).default(30) });

const series = z.array(z.object({ day: z.string(), value: z.number() }));
const figure = z.object({ value: z.number(), previous: z.number().nullable(), series });

export const overview = z.object({
  conversations: figure,
  /** Share from 0 to 1 of conversations that got an answer and neither asked for nor met a person. */
  answeredWithoutPerson: figure,
  /** Median milliseconds from a question to the first sentence of its answer. */
  firstAnswerMs: figure,
  costMicros: figure,
  waiting: z.array(
    z.object({
      conversationId,
      visitorName: z.string().nullable(),
      text: z.string(),
      since: timestamp,
    }),
  ),
  unanswered: z.array(
    z.object({
      conversationId,
      messageId,
      question: z.string(),
      count: z.int(),
      askedAt: timestamp,
    }),
  ),
  ratedDown: z.array(
    z.object({
      conversationId,
      messageId,
      question: z.string(),
      reason: z.string().nullable(),
      ratedAt: timestamp,
    }),
  ),
  topDocuments: z.array(z.object({ documentId, title: z.string(), answers: z.int() })),
});
