import { createHash, randomBytes } from 'node:crypto';
import type { auditLogs } from '@platform/db/schema';

export type AuditRow = typeof auditLogs.$inferSelect;

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** What the first link of a workspace's chain stands on. */
export const genesisHash = '0'.repeat(64);

/**
 * The text an entry's digest is of: a JSON array of these fields, in this order. An array has one
 * spelling only, so that anyone can make it again from an export with whatever JSON library they have.
 */
export function entryText(row: AuditRow): string {
  return JSON.stringify([
    row.tenantId,
    row.id,
    row.createdAt.toISOString(),
    row.action,
    row.severity,
    row.actorKind,
    row.actor,
    row.targetKind,
    row.target,
    row.requestId,
    row.detailsDigest,
  ]);
}

export const entryDigest = (row: AuditRow): string => sha256(entryText(row));

/** SHA-256 of the salt and then the details, as they are stored. */
export const detailsDigest = (salt: string, details: string): string => sha256(salt + details);

/** Lower-case hexadecimal of the hash before, the place, and the entry, a line each. */
export const linkHash = (previousHash: string, seq: number, digest: string): string =>
  sha256(`${previousHash}\n${seq}\n${digest}`);

/** Without it, a digest of few possible details could be guessed after they were erased. */
export const newSalt = (): string => randomBytes(32).toString('hex');
