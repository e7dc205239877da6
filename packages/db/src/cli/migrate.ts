import { readEnv } from '@platform/shared/env';
import { migrate } from '../migrate/migrate.ts';
import { withOwnDatabase } from './with-own-database.ts';

/** `pnpm db:migrate`: brings the database that the environment names forward. */
await withOwnDatabase(readEnv(), async (clients) => {
  const applied = await migrate(clients);
  console.log(applied === 0 ? 'The schema is up to date.' : `Applied ${applied} migrations.`);
});
