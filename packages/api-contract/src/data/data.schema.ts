import { decodeId } from '@platform/shared/ids';
import { z } from 'zod';
import { visitorId } from '../common/ids.schema.ts';
import { timestamp } from '../common/page.schema.ts';

const idOf = (kind: 'export' | 'erasure') =>
  z
    .string()
    .refine((value) => decodeId(kind, value) !== null, { error: `must be an id of an ${kind}` });
export const exportId = idOf('export');
export const erasureId = idOf('erasure');

/** One file of an archive, as its manifest lists it. */
export const dataExportFile = z.object({
  path: z.string(),
  /** Rows in it, one JSON object to a line; null for a file that somebody uploaded. */
  rows: z.int().nullable(),
  sizeBytes: z.int(),
  sha256: z.string(),
});

export const dataExport = z.object({
  id: exportId,
  kind: z.enum(['workspace', 'person', 'visitor']),
  subjectId: z.string().nullable(),
  subjectName: z.string().nullable(),
  state: z.enum(['queued', 'running', 'ready', 'failed']),
  progress: z.object({ done: z.int(), total: z.int() }),
  failure: z.string().nullable(),
  sizeBytes: z.int().nullable(),
  sha256: z.string().nullable(),
  fileCount: z.int(),
  createdAt: timestamp,
  finishedAt: timestamp.nullable(),
  expiresAt: timestamp.nullable(),
});
export const dataExportList = z.object({ exports: z.array(dataExport) });
export const exportVisitorInput = z.object({ visitorId });
export const exportRef = z.object({ exportId });

export const findVisitorsInput = z.object({ search: z.string().trim().min(1).max(200) });
export const foundVisitors = z.object({
  visitors: z.array(
    z.object({
      id: visitorId,
      name: z.string().nullable(),
      email: z.string().nullable(),
      lastSeenAt: timestamp,
      conversationCount: z.int(),
    }),
  ),
});

/** One place in which something was cleared, and of how much. */
export const erasedStore = z.object({
  store: z.string(),
  /** `kept` says that nothing personal is in it, and why it stays. */
  outcome: z.enum(['cleared', 'kept']),
  count: z.int(),
  note: z.string().optional(),
});

export const erasure = z.object({
  id: erasureId,
  kind: z.enum(['visitor', 'account', 'workspace']),
  state: z.enum(['scheduled', 'running', 'done', 'cancelled']),
  /** Whom it is about, until they are erased. */
  subjectId: z.string().nullable(),
  /** The pseudonym of who asked, as it stands in the audit log. */
  askedBy: z.string().nullable(),
  askedAt: timestamp,
  dueAt: timestamp,
  finishedAt: timestamp.nullable(),
  stores: z.array(erasedStore),
  chain: z.object({ length: z.int(), headHash: z.string() }).nullable(),
});
export const erasureList = z.object({ erasures: z.array(erasure) });
export const erasureRef = z.object({ erasureId });
/** What anybody may read who was given the receipt's id: it names nobody. */
export const receipt = erasure.omit({ subjectId: true });
export const receiptOutput = z.object({ receipt: receipt.nullable() });

export const eraseVisitorInput = z.object({ visitorId });
/** What is typed to show that it is meant; compared with the account's address. */
export const eraseAccountInput = z.object({ email: z.string().trim().toLowerCase().max(254) });
export const eraseWorkspaceInput = z.object({ name: z.string().trim().max(100) });

export const retentionKinds = [
  'conversations',
  'visitors',
  'answerTraces',
  'auditDetails',
  'signInRecords',
  'exports',
] as const;
const retentionKind = z.enum(retentionKinds);
const days = z.int().min(1, 'must be a day at least').max(3_650, 'must be ten years at most');
export const retentionRules = z.object({
  /** Days per kind; a kind that is not named is kept as long as the workspace. */
  rules: z
    .array(z.object({ kind: retentionKind, days }))
    .max(retentionKinds.length)
    .refine((rules) => new Set(rules.map(({ kind }) => kind)).size === rules.length, {
      error: 'must name each kind once at most',
    }),
});
export const retentionPreview = z.object({
  kinds: z.array(
    z.object({
      kind: retentionKind,
      /** Null: kept. */
      days: z.int().nullable(),
      /** What would be deleted now. */
      due: z.int(),
      total: z.int(),
      oldestAt: timestamp.nullable(),
    }),
  ),
  asOf: timestamp,
});
