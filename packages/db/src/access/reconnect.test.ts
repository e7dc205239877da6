import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { assistants } from '../schema/index.ts';
import { createNativeTestDatabase } from '../testing/index.ts';

const adminUrl = process.env.TEST_DATABASE_ADMIN_URL;

// The client's own release threw out of a timer here, which ended the process; patches/ has the mend.
it.runIf(adminUrl !== undefined)(
  'connections cut under traffic fail their transactions and nothing else',
  async () => {
    const test = await createNativeTestDatabase(adminUrl ?? '', 4);
    try {
      const tenantId = await test.createTenant();
      let failed = 0;
      let over = false;
      const traffic = Array.from({ length: 16 }, async () => {
        while (!over) {
          try {
            await test.database.tenant(tenantId, async (tx) => {
              await tx.select().from(assistants);
              await tx.execute(sql`select pg_sleep(0.002)`);
              await tx.select().from(assistants);
            });
          } catch {
            failed += 1;
          }
        }
      });
      for (let cut = 0; cut < 25; cut += 1) {
        await test.superuser`select pg_sleep(0.02)`;
        await test.superuser`
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and usename = 'parley_app'`;
      }
      over = true;
      await Promise.all(traffic);
      expect(failed).toBeGreaterThan(0);
      const rows = await test.database.tenant(tenantId, (tx) => tx.select().from(assistants));
      expect(rows).toEqual([]);
    } finally {
      await test.close();
    }
  },
);
