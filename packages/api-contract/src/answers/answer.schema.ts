import { z } from 'zod';
import { answerId, chunkId, documentId } from '../common/ids.schema.ts';

/**
 * An answer is a small tree made on the server. Every client renders this tree and nothing else, so
 * there is one sanitiser and no Markdown parser in a browser. Links name approved hosts only; what a
 * model or a document wrote is text.
 */
export const inline = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    text: z.string(),
    mark: z.enum(['bold', 'italic', 'code']).optional(),
  }),
  z.object({ type: z.literal('link'), href: z.url({ protocol: /^https?$/ }), text: z.string() }),
]);

/**
 * The unit of streaming and of proof: one checked sentence. `citations` are the numbers of the
 * citations that support it; `support` is how the check went (`unsupported` sentences appear only
 * where the assistant is set to mark rather than remove them).
 */
export const sentence = z.object({
  inlines: z.array(inline).min(1),
  citations: z.array(z.int().min(1)),
  support: z.enum(['supported', 'not-needed', 'unsupported']),
});

export const block = z.discriminatedUnion('type', [
  z.object({ type: z.literal('paragraph'), sentences: z.array(sentence) }),
  z.object({ type: z.literal('heading'), sentences: z.array(sentence) }),
  z.object({
    type: z.literal('list'),
    ordered: z.boolean(),
    items: z.array(z.array(sentence)),
  }),
  z.object({ type: z.literal('code'), text: z.string(), language: z.string().max(40).optional() }),
]);

/** A span of a stored document that a person can open and check. Offsets are UTF-16 code units. */
export const citation = z.object({
  number: z.int().min(1),
  documentId,
  documentTitle: z.string(),
  chunkId: chunkId.nullable(),
  headingPath: z.array(z.string()),
  page: z.int().nullable(),
  start: z.int().min(0),
  end: z.int().min(0),
  /** The cited words themselves, kept so that a citation outlives a re-upload of its document. */
  quote: z.string(),
});

export const answerOutcome = z.enum(['answered', 'not-found', 'greeting', 'failed']);

export const answerTree = z.object({
  blocks: z.array(block),
  citations: z.array(citation),
});

/** Where the next sentence goes: it opens a block (or list item) or continues the last one. */
export const placement = z.enum(['paragraph', 'heading', 'bullet', 'numbered', 'continue', 'code']);

/** One step of a streamed answer: a checked sentence with the citations it is the first to use. */
export const answerPart = z.object({
  placement,
  sentence,
  newCitations: z.array(citation),
});

export const answerDelta = answerPart.extend({ answerId, seq: z.int().min(0) });

/** What an answer took. `costMicros` is an integer of micro-dollars; 0 when nothing was paid. */
export const answerTrace = z.object({
  outcome: answerOutcome,
  provider: z.string(),
  model: z.string(),
  searchMode: z.enum(['words', 'words+meaning', 'none']),
  searchQuery: z.string(),
  passages: z.array(
    z.object({
      documentId,
      documentTitle: z.string(),
      chunkId: chunkId.nullable(),
      start: z.int(),
      end: z.int(),
      score: z.number(),
      used: z.boolean(),
    }),
  ),
  attempts: z.array(
    z.object({
      provider: z.string(),
      model: z.string(),
      outcome: z.enum(['ok', 'failed', 'stalled', 'broke-off', 'stopped']),
      detail: z.string().optional(),
    }),
  ),
  promptChars: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  tokensEstimated: z.boolean(),
  costMicros: z.int(),
  sentencesRemoved: z.int(),
  searchMs: z.number(),
  firstSentenceMs: z.number().nullable(),
  totalMs: z.number(),
});
