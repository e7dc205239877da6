import type { SystemTx, TenantTx } from '@platform/db';
import { auditSubjects } from '@platform/db/schema';
import { decodeId, type IdKind, idPrefixes } from '@platform/shared/ids';
import { and, eq } from 'drizzle-orm';

type SubjectKind = (typeof auditSubjects.$inferSelect)['kind'];

const personal: Partial<Record<IdKind, SubjectKind>> = {
  user: 'user',
  visitor: 'visitor',
  apiKey: 'key',
};

/**
 * What a target is, by its id. People, their keys, and whatever is no id of ours (an address, a name)
 * are personal: they stand in the log by a pseudonym.
 */
export function kindOf(
  target: string,
): { personal: true; kind: SubjectKind } | { personal: false; kind: IdKind } {
  const found = (Object.keys(idPrefixes) as IdKind[]).find(
    (kind) => decodeId(kind, target) !== null,
  );
  if (found === undefined) return { personal: true, kind: 'other' };
  const kind = personal[found];
  return kind === undefined ? { personal: false, kind: found } : { personal: true, kind };
}

/** The subject's pseudonym in this workspace, made when the log first meets it. */
export async function pseudonymOf(
  tx: TenantTx | SystemTx,
  tenantId: string,
  subject: { kind: SubjectKind; subjectId: string; name: string | null },
): Promise<string> {
  const find = () =>
    tx
      .select({ pseudonym: auditSubjects.pseudonym })
      .from(auditSubjects)
      .where(
        and(eq(auditSubjects.tenantId, tenantId), eq(auditSubjects.subjectId, subject.subjectId)),
      );
  const [known] = await find();
  if (known !== undefined) return known.pseudonym;
  const [made] = await tx
    .insert(auditSubjects)
    .values({ tenantId, ...subject })
    .onConflictDoNothing()
    .returning({ pseudonym: auditSubjects.pseudonym });
  // Another transaction was first; it has committed, or this one would still wait for it.
  const pseudonym = made?.pseudonym ?? (await find())[0]?.pseudonym;
  if (pseudonym === undefined) throw new Error('The subject was neither stored nor found.');
  return pseudonym;
}

/** The pseudonym that stands for this id, if the log has met it. */
export async function findPseudonym(
  tx: TenantTx | SystemTx,
  tenantId: string,
  subjectId: string,
): Promise<string | undefined> {
  const [found] = await tx
    .select({ pseudonym: auditSubjects.pseudonym })
    .from(auditSubjects)
    .where(and(eq(auditSubjects.tenantId, tenantId), eq(auditSubjects.subjectId, subjectId)));
  return found?.pseudonym;
}
