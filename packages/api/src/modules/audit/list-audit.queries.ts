import { PlatformError } from '@platform/api-contract/errors';
import type { AuditFilter } from '@platform/api-contract/types';
import type { TenantTx } from '@platform/db';
import {
  auditChain,
  auditDetails,
  auditLogs,
  auditSubjects,
  memberships,
  visitors,
} from '@platform/db/schema';
import { decodeId } from '@platform/shared/ids';
import { and, asc, desc, eq, gte, inArray, like, lt, type SQL, sql } from 'drizzle-orm';
import { kindOf } from './subjects.queries.ts';

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export interface AuditPageRequest {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** The newest first, after the cursor. Ids are in the order of time, so an id is a place. */
export function listEntries(
  tx: TenantTx,
  tenantId: string,
  filter: AuditFilter,
  page: AuditPageRequest,
) {
  const { cursor } = page;
  if (cursor !== undefined && !uuidPattern.test(cursor)) {
    throw new PlatformError('INVALID_INPUT', 'The cursor is not one that a page gave.');
  }
  return tx
    .select({ entry: auditLogs, details: auditDetails, sequence: auditChain.seq })
    .from(auditLogs)
    .leftJoin(
      auditDetails,
      and(eq(auditDetails.tenantId, auditLogs.tenantId), eq(auditDetails.entryId, auditLogs.id)),
    )
    .leftJoin(
      auditChain,
      and(eq(auditChain.tenantId, auditLogs.tenantId), eq(auditChain.entryId, auditLogs.id)),
    )
    .where(
      and(
        eq(auditLogs.tenantId, tenantId),
        matches(tenantId, filter),
        cursor === undefined ? undefined : lt(auditLogs.id, cursor),
      ),
    )
    .orderBy(desc(auditLogs.id))
    .limit(page.limit);
}

export type ListedEntry = Awaited<ReturnType<typeof listEntries>>[number];

function matches(tenantId: string, filter: AuditFilter): SQL | undefined {
  const { action, actor, target, severity, from, to } = filter;
  return and(
    action === undefined ? undefined : actionMatches(action),
    actor === undefined ? undefined : eq(auditLogs.actor, pseudonymFor(tenantId, actor)),
    target === undefined ? undefined : targetMatches(tenantId, target),
    severity === undefined ? undefined : eq(auditLogs.severity, severity),
    from === undefined ? undefined : gte(auditLogs.createdAt, new Date(from)),
    to === undefined ? undefined : lt(auditLogs.createdAt, new Date(to)),
  );
}

function actionMatches(action: string): SQL {
  if (!action.endsWith('.')) return eq(auditLogs.action, action);
  return like(auditLogs.action, `${action.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`);
}

/** A pseudonym as it stands in the log, or that of the subject with this id. */
const pseudonymFor = (tenantId: string, id: string): SQL<string> =>
  uuidPattern.test(id)
    ? sql`${id}::uuid`
    : sql`(select ${auditSubjects.pseudonym} from ${auditSubjects}
        where ${eq(auditSubjects.tenantId, tenantId)} and ${eq(auditSubjects.subjectId, id)})`;

function targetMatches(tenantId: string, target: string): SQL {
  const isPersonal = uuidPattern.test(target) || kindOf(target).personal;
  if (!isPersonal) return eq(auditLogs.target, target);
  return sql`${auditLogs.target} = ${pseudonymFor(tenantId, target)}::text`;
}

/** Who these pseudonyms are, with a name as far as one is known. */
export async function findSubjects(tx: TenantTx, tenantId: string, pseudonyms: readonly string[]) {
  if (pseudonyms.length === 0) return new Map<string, Subject>();
  const rows = await tx
    .select()
    .from(auditSubjects)
    .where(
      and(eq(auditSubjects.tenantId, tenantId), inArray(auditSubjects.pseudonym, [...pseudonyms])),
    );
  const nameless = rows.filter(({ name }) => name === null).map(({ subjectId }) => subjectId);
  const names = await findNames(tx, tenantId, nameless);
  return new Map(
    rows.map((row) => [
      row.pseudonym,
      { kind: row.kind, id: row.subjectId, name: row.name ?? names.get(row.subjectId) ?? null },
    ]),
  );
}
export interface Subject {
  readonly kind: string;
  readonly id: string;
  readonly name: string | null;
}

/** Names that members and visitors have now, for subjects that the log met without one. */
async function findNames(tx: TenantTx, tenantId: string, ids: readonly string[]) {
  const users = ids.filter((id) => decodeId('user', id) !== null);
  const guests = ids.filter((id) => decodeId('visitor', id) !== null);
  const members =
    users.length === 0
      ? []
      : await tx
          .select({ id: memberships.userId, name: memberships.displayName })
          .from(memberships)
          .where(and(eq(memberships.tenantId, tenantId), inArray(memberships.userId, users)));
  const known =
    guests.length === 0
      ? []
      : await tx
          .select({
            id: visitors.id,
            name: sql<string | null>`coalesce(${visitors.name}, ${visitors.email})`,
          })
          .from(visitors)
          .where(and(eq(visitors.tenantId, tenantId), inArray(visitors.id, guests)));
  return new Map([...members, ...known].map(({ id, name }) => [id, name]));
}

/** What happened here so far, and who of the team, its programs or the platform did it. */
export async function listFacets(tx: TenantTx, tenantId: string) {
  // One step of an index for each action there is, instead of a look at each entry.
  const actions = await tx.execute<{ action: string }>(sql`
    with recursive found(action) as (
      (select min(action) from audit_logs where tenant_id = get_current_tenant_id())
      union all
      select (select min(action) from audit_logs
        where tenant_id = get_current_tenant_id() and action > found.action)
      from found where found.action is not null)
    select action from found where action is not null`);
  const subjects = await tx
    .select({ id: auditSubjects.subjectId, pseudonym: auditSubjects.pseudonym })
    .from(auditSubjects)
    .where(and(eq(auditSubjects.tenantId, tenantId), inArray(auditSubjects.kind, ['user', 'key'])))
    .orderBy(asc(auditSubjects.createdAt))
    .limit(500);
  return { actions: actions.map(({ action }) => action), subjects };
}
