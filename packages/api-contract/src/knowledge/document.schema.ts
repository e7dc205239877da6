import { z } from 'zod';
import { chunkId, documentId } from '../common/ids.schema.ts';
import { pageInput, pageOf, timestamp } from '../common/page.schema.ts';

export const documentKind = z.enum([
  'pdf',
  'docx',
  'pptx',
  'xlsx',
  'csv',
  'html',
  'markdown',
  'text',
]);
export const documentState = z.enum(['queued', 'processing', 'ready', 'failed']);
export const documentStage = z.enum(['parsing', 'chunking', 'indexing', 'embedding']);
export const failureCode = z.enum([
  'encrypted',
  'no-text',
  'empty',
  'broken',
  'too-large',
  'bomb',
  'unsupported',
  'timeout',
  'out-of-memory',
  'embedding-failed',
  'internal',
]);

/** Why a document could not be read, in words for a person, and what to do about it. */
export const documentFailure = z.object({
  code: failureCode,
  stage: documentStage,
  message: z.string(),
  advice: z.string(),
});

export const documentSummary = z.object({
  id: documentId,
  title: z.string(),
  fileName: z.string(),
  kind: documentKind.nullable(),
  sizeBytes: z.int(),
  state: documentState,
  stage: documentStage.nullable(),
  /** Of the present stage: `done` of `total` steps. */
  progress: z.object({ done: z.int(), total: z.int() }).nullable(),
  failure: documentFailure.nullable(),
  warnings: z.array(z.string()),
  chunkCount: z.int(),
  embedded: z.boolean(),
  usedInAnswers: z.int(),
  createdAt: timestamp,
  updatedAt: timestamp,
});

export const listDocumentsInput = z.object({
  ...pageInput,
  search: z.string().max(200).optional(),
  state: documentState.optional(),
  sort: z.enum(['updated', 'title', 'used']).default('updated'),
});
export const documentPage = pageOf(documentSummary).extend({
  counts: z.object({ ready: z.int(), processing: z.int(), failed: z.int(), total: z.int() }),
});

export const documentRef = z.object({ documentId });

/** A document as the reader shows it: its stored text and the passages it was cut into. */
export const documentReader = documentSummary.extend({
  text: z.string(),
  headings: z.array(z.object({ level: z.int(), text: z.string(), start: z.int(), end: z.int() })),
  pages: z.array(z.object({ number: z.int(), start: z.int(), end: z.int() })),
  passages: z.array(
    z.object({ id: chunkId, start: z.int(), end: z.int(), headingPath: z.array(z.string()) }),
  ),
});

export const addTextInput = z.object({
  title: z.string().trim().min(1).max(200),
  text: z.string().min(1).max(2_000_000),
});

/** A page or a file on the web; what is there now becomes a source. */
export const addAddressInput = z.object({
  address: z
    .url({ protocol: /^https?$/, error: 'must be an address like https://acme.com/help' })
    .max(2_000),
});

export const searchInput = z.object({
  query: z.string().trim().min(1, 'must not be empty').max(1_000),
  limit: z.int().min(1).max(50).default(10),
});

export const searchHit = z.object({
  documentId,
  documentTitle: z.string(),
  chunkId,
  headingPath: z.array(z.string()),
  page: z.int().nullable(),
  start: z.int(),
  end: z.int(),
  text: z.string(),
  score: z.number(),
  /** Ranks from 1 in each way of searching; null where that way did not find it. */
  why: z.object({
    words: z.object({ rank: z.int(), terms: z.array(z.string()) }).nullable(),
    meaning: z.object({ rank: z.int(), similarity: z.number() }).nullable(),
  }),
});

export const searchOutput = z.object({
  mode: z.enum(['words', 'words+meaning']),
  hits: z.array(searchHit),
  tookMs: z.number(),
});

/** What the upload route answers for each file of the request, in the request's order. */
export const uploadResult = z.discriminatedUnion('result', [
  z.object({ result: z.literal('accepted'), fileName: z.string(), document: documentSummary }),
  z.object({ result: z.literal('duplicate'), fileName: z.string(), document: documentSummary }),
  z.object({
    result: z.literal('refused'),
    fileName: z.string(),
    code: failureCode,
    message: z.string(),
    advice: z.string(),
  }),
]);
export const uploadResults = z.object({ files: z.array(uploadResult) });
