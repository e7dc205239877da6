import { z } from 'zod';
import { pageInput, pageOf, timestamp } from '../common/page.schema.ts';

/** How much an entry wants to be looked at. */
export const severity = z.enum(['info', 'notice', 'warning', 'critical']);
const words = z.string().trim().min(1).max(200);

/** What the log is narrowed to; the same for the page, its address and the exports. */
export const auditFilter = z.object({
  /** An action, or the front of several: `conversation.` is all that happens to conversations. */
  action: words.optional(),
  /** Who did it: a public id, or the pseudonym of somebody who was erased. */
  actor: words.optional(),
  /** What it was done to: a public id, or a pseudonym. */
  target: words.optional(),
  severity: severity.optional(),
  /** From this moment on, and before that one. */
  from: timestamp.optional(),
  to: timestamp.optional(),
});
export const listAuditInput = auditFilter.extend(pageInput);

export const auditParty = z.object({
  kind: z.string(),
  /** The public id, as long as it is known who this is. */
  id: z.string().nullable(),
  name: z.string().nullable(),
  /** What stands in the log itself; null for what is no person. */
  pseudonym: z.string().nullable(),
  /** True when the person was erased: nobody can tell any more. */
  erased: z.boolean(),
});

/** What can be erased of an entry; null once it was. */
export const auditDetails = z.object({
  before: z.json().nullable(),
  after: z.json().nullable(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  /** How many calls the entry stands for, where several were joined. */
  count: z.int(),
});

export const auditEntry = z.object({
  id: z.string(),
  /** The place in the chain; null until it is sealed, which takes a second or two. */
  sequence: z.int().nullable(),
  action: z.string(),
  severity,
  actor: auditParty,
  target: auditParty.nullable(),
  requestId: z.string().nullable(),
  details: auditDetails.nullable(),
  createdAt: timestamp,
});
export const auditPage = pageOf(auditEntry);

export const auditFacets = z.object({
  actions: z.array(z.string()),
  actors: z.array(z.object({ id: z.string(), name: z.string() })),
});

export const auditVerification = z.object({
  state: z.enum(['intact', 'broken']),
  /** Entries that were walked, from the first one on. */
  length: z.int(),
  /** The hash of the last of them: whoever keeps it can tell later whether the past was rewritten. */
  headHash: z.string(),
  lastEntryAt: timestamp.nullable(),
  /** Entries that are written and not sealed yet. */
  waiting: z.int(),
  /** Entries whose erasable part is gone; the chain holds without it. */
  erased: z.int(),
  broken: z
    .object({
      sequence: z.int(),
      entryId: z.string(),
      reason: z.enum([
        'entry-missing',
        'entry-changed',
        'details-changed',
        'link-changed',
        'gap',
        'entry-unlinked',
      ]),
      at: timestamp.nullable(),
    })
    .nullable(),
  checkedAt: timestamp,
});
