import type { Database, TenantTx } from '@platform/db';
import * as schema from '@platform/db/schema';
import { and, asc, eq, getTableColumns, getTableName, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';

type TenantTable = PgTable & { readonly tenantId: PgColumn };

/** A table of an archive: one JSON object a line, in the order of `key`. */
export interface Dataset {
  readonly path: string;
  readonly table: TenantTable;
  /** Columns that tell rows of a workspace apart. */
  readonly key: readonly PgColumn[];
  /** What stays here: secrets, also sealed and hashed ones, and what only the machine needs. */
  readonly omit?: readonly string[];
  readonly where?: SQL | undefined;
}

const { conversations, messages } = schema;

/** Everything of a workspace that is its own. A test holds this against the tables there are. */
export const workspaceDatasets: readonly Dataset[] = [
  { path: 'members.jsonl', table: schema.memberships, key: [schema.memberships.id] },
  {
    path: 'invitations.jsonl',
    table: schema.invitations,
    key: [schema.invitations.id],
    omit: ['tokenHash'],
  },
  { path: 'api-keys.jsonl', table: schema.apiKeys, key: [schema.apiKeys.id], omit: ['keyHash'] },
  {
    path: 'single-sign-on.jsonl',
    table: schema.ssoConnections,
    key: [schema.ssoConnections.id],
    omit: ['sealedSecret', 'domainToken'],
  },
  { path: 'assistants.jsonl', table: schema.assistants, key: [schema.assistants.id] },
  {
    path: 'widgets.jsonl',
    table: schema.widgets,
    key: [schema.widgets.id],
    omit: ['identitySecret', 'identitySecrets', 'sealedIdentitySecrets'],
  },
  {
    path: 'widget-pages.jsonl',
    table: schema.widgetPages,
    key: [schema.widgetPages.widgetId, schema.widgetPages.url],
  },
  { path: 'visitors.jsonl', table: schema.visitors, key: [schema.visitors.id] },
  { path: 'conversations.jsonl', table: conversations, key: [conversations.id] },
  { path: 'messages.jsonl', table: messages, key: [messages.id] },
  {
    path: 'citations.jsonl',
    table: schema.citations,
    key: [schema.citations.messageId, schema.citations.number],
  },
  {
    path: 'documents.jsonl',
    table: schema.knowledgeDocuments,
    key: [schema.knowledgeDocuments.id],
    omit: ['leaseToken', 'leaseUntil', 'storageKey', 'structure'],
  },
  { path: 'costs.jsonl', table: schema.costEvents, key: [schema.costEvents.id] },
  { path: 'retention.jsonl', table: schema.retentionRules, key: [schema.retentionRules.kind] },
];

/** Tables that no archive holds, and why. */
export const notExported: Readonly<Record<string, string>> = {
  audit_logs: 'audit.jsonl has them with their chain',
  audit_details: 'audit.jsonl has them',
  audit_chain: 'audit.jsonl has it',
  audit_pending: 'entries that are sealed within seconds',
  audit_subjects: 'subjects.jsonl has them',
  data_exports: 'archives hold no archives',
  open_answers: 'answers that are being written',
  outbox: 'messages on their way, for seconds',
  knowledge_chunks: 'made of the documents, and made again from them',
  knowledge_terms: 'made of the documents, and made again from them',
  knowledge_embeddings: 'made of the documents, and made again from them',
};

export function visitorDatasets(visitorId: string): readonly Dataset[] {
  const own = sql`${conversations.visitorId} = ${sql.param(visitorId, conversations.visitorId)}`;
  return [
    {
      path: 'visitor.jsonl',
      table: schema.visitors,
      key: [schema.visitors.id],
      where: eq(schema.visitors.id, visitorId),
    },
    { path: 'conversations.jsonl', table: conversations, key: [conversations.id], where: own },
    {
      path: 'messages.jsonl',
      table: messages,
      key: [messages.id],
      omit: ['trace'],
      where: sql`(${messages.tenantId}, ${messages.conversationId}) in (
        select ${conversations.tenantId}, ${conversations.id} from ${conversations} where ${own})`,
    },
  ];
}

/** What a member wrote and added in one workspace, and their place in it. */
export function memberDatasets(userId: string): readonly Dataset[] {
  return [
    {
      path: 'membership.jsonl',
      table: schema.memberships,
      key: [schema.memberships.id],
      where: eq(schema.memberships.userId, userId),
    },
    {
      path: 'messages.jsonl',
      table: messages,
      key: [messages.id],
      omit: ['trace'],
      where: or(
        eq(messages.authorUserId, userId),
        sql`(${messages.tenantId}, ${messages.conversationId}) in (
          select ${conversations.tenantId}, ${conversations.id} from ${conversations}
          where ${eq(conversations.previewUserId, userId)})`,
      ),
    },
    {
      path: 'documents.jsonl',
      table: schema.knowledgeDocuments,
      key: [schema.knowledgeDocuments.id],
      omit: ['leaseToken', 'leaseUntil', 'storageKey', 'structure', 'text'],
      where: eq(schema.knowledgeDocuments.createdBy, userId),
    },
  ];
}

export const subjectsDataset: Dataset = {
  path: 'subjects.jsonl',
  table: schema.auditSubjects,
  key: [schema.auditSubjects.pseudonym],
};

const rowsAtOnce = 500;

const scope = (dataset: Dataset, tenantId: string) =>
  and(eq(dataset.table.tenantId, tenantId), dataset.where);

export function countRows(tx: TenantTx, dataset: Dataset, tenantId: string): Promise<number> {
  return tx.$count(dataset.table, scope(dataset, tenantId));
}

/** The rows of a dataset, page by page and each in a transaction of its own. */
export async function* readRows(
  db: Database,
  dataset: Dataset,
  tenantId: string,
): AsyncGenerator<Record<string, unknown>[]> {
  const columns = getTableColumns(dataset.table);
  const omitted = new Set(['tenantId', ...(dataset.omit ?? [])]);
  const kept = Object.fromEntries(Object.entries(columns).filter(([name]) => !omitted.has(name)));
  const names = dataset.key.map(
    (column) => Object.entries(columns).find(([, each]) => each === column)?.[0] ?? '',
  );
  const left = sql.join([...dataset.key], sql`, `);
  for (let last: Record<string, unknown> | undefined; ; ) {
    const after = last;
    const right = sql.join(
      dataset.key.map((column, index) => sql.param(after?.[names[index] ?? ''], column)),
      sql`, `,
    );
    const rows: Record<string, unknown>[] = await db.tenant(tenantId, (tx) =>
      tx
        .select(kept)
        .from(dataset.table as PgTable)
        .where(
          and(
            scope(dataset, tenantId),
            after === undefined ? undefined : sql`(${left}) > (${right})`,
          ),
        )
        .orderBy(...dataset.key.map((column) => asc(column)))
        .limit(rowsAtOnce),
    );
    if (rows.length > 0) yield rows;
    if (rows.length < rowsAtOnce) return;
    last = rows.at(-1);
  }
}

/** Every file that somebody uploaded. */
export function listDocumentFiles(tx: TenantTx, tenantId: string) {
  const { id, fileName, storageKey } = schema.knowledgeDocuments;
  return tx
    .select({ id, fileName, storageKey })
    .from(schema.knowledgeDocuments)
    .where(eq(schema.knowledgeDocuments.tenantId, tenantId))
    .orderBy(asc(id));
}

export async function findWorkspaceName(tx: TenantTx, tenantId: string): Promise<string> {
  const [row] = await tx
    .select({ name: schema.tenants.name })
    .from(schema.tenants)
    .where(eq(schema.tenants.id, tenantId));
  return row?.name ?? '';
}

/** All tables of a workspace, by the name they have in the database. */
export const tablesOfWorkspaces = (): string[] =>
  Object.values(schema).flatMap((each) =>
    typeof each === 'object' && 'tenantId' in each ? [getTableName(each as PgTable)] : [],
  );
