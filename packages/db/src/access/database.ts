import { decodeId } from '@platform/shared/ids';
import { sql } from 'drizzle-orm';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type postgres from 'postgres';
import { type DatabaseRole, databaseRoles } from '../protection.ts';
import * as schema from '../schema/index.ts';

type Drizzle = PostgresJsDatabase<typeof schema>;
type DrizzleTx = Parameters<Parameters<Drizzle['transaction']>[0]>[0];

/** A transaction inside one workspace; nothing of another one can be seen or written with it. */
export type TenantTx = DrizzleTx;
/** A transaction before a workspace is known. */
export type IdentityTx = DrizzleTx;
/** A transaction of the platform's own work (relay, ingest, clean-up) across workspaces. */
export type SystemTx = DrizzleTx;

/**
 * What `identity` says it looks for: policies show it rows of this person, of this widget, or those
 * that carry exactly this text (the hash of a key or an invitation, a domain).
 */
export type Lookup =
  | { kind: 'user'; id: string }
  | { kind: 'widget'; id: string }
  | { kind: 'text'; text: string }
  | null;

export interface Database {
  readonly kind: 'embedded' | 'postgres';
  /**
   * The only way to a workspace's tables. Runs `work` in one transaction, which commits when it
   * resolves and rolls back when it throws. No network call belongs inside. Throws a `TypeError`
   * when `tenantId` is not the id of a workspace.
   */
  tenant<Result>(tenantId: string, work: (tx: TenantTx) => Promise<Result>): Promise<Result>;
  identity<Result>(lookup: Lookup, work: (tx: IdentityTx) => Promise<Result>): Promise<Result>;
  system<Result>(work: (tx: SystemTx) => Promise<Result>): Promise<Result>;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** One client per role, or one for all where a transaction takes its role by SET LOCAL ROLE. */
export interface RoleClients {
  readonly kind: Database['kind'];
  readonly clients: Readonly<Record<DatabaseRole, postgres.Sql>>;
  readonly switchRole: boolean;
  close(): Promise<void>;
}

const idleTimeoutMs = '30000';

export function createDatabase(source: RoleClients): Database {
  const byRole = {
    identity: drizzle(source.clients.identity, { schema }),
    app: drizzle(source.clients.app, { schema }),
    system: drizzle(source.clients.system, { schema }),
  };

  // One statement sets role and settings together; all of it ends with the transaction. A process that
  // is stopped inside of one must not hold its locks for as long as it stands.
  const enter = async (
    tx: DrizzleTx,
    role: DatabaseRole,
    { tenant = '', lookupId = '', lookupText = '' },
  ) => {
    const first = source.switchRole
      ? sql`set_config('role', ${databaseRoles[role]}, true), `
      : sql`set_config('idle_in_transaction_session_timeout', ${idleTimeoutMs}, true), `;
    await tx.execute(
      sql`select ${first}set_config('app.current_tenant_id', ${tenant}, true), set_config('app.lookup_id', ${lookupId}, true), set_config('app.lookup_text', ${lookupText}, true)`,
    );
  };

  return {
    kind: source.kind,
    async tenant(tenantId, work) {
      const tenant = decodeId('tenant', tenantId);
      if (tenant === null) throw new TypeError('A workspace id is needed to open a workspace.');
      return byRole.app.transaction(async (tx) => {
        await enter(tx, 'app', { tenant });
        return work(tx);
      });
    },
    async identity(lookup, work) {
      const said = readLookup(lookup);
      return byRole.identity.transaction(async (tx) => {
        await enter(tx, 'identity', said);
        return work(tx);
      });
    },
    async system(work) {
      return byRole.system.transaction(async (tx) => {
        await enter(tx, 'system', {});
        return work(tx);
      });
    },
    async ping() {
      await byRole.app.transaction((tx) => tx.execute(sql`select 1`));
    },
    close: () => source.close(),
  };
}

function readLookup(lookup: Lookup): { lookupId?: string; lookupText?: string } {
  if (lookup === null) return {};
  if (lookup.kind === 'text') return { lookupText: lookup.text };
  const lookupId = decodeId(lookup.kind, lookup.id);
  if (lookupId === null) throw new TypeError(`Not an id of a ${lookup.kind}.`);
  return { lookupId };
}
