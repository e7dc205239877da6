export { connectEmbedded, connectPostgres } from './access/connect.ts';
export {
  createDatabase,
  type Database,
  type IdentityTx,
  type Lookup,
  type RoleClients,
  type SystemTx,
  type TenantTx,
} from './access/database.ts';
export { dropLease, type Lease, takeLease } from './access/leases.ts';
export { lockDataDir } from './embedded/lock-data-dir.ts';
export { DataDirError, makeDataDir } from './embedded/make-data-dir.ts';
export { createRoles, migrate } from './migrate/migrate.ts';
export { openClients } from './open-database.ts';
export { databaseRoles } from './protection.ts';
