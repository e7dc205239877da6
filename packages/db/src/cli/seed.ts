import { readEnv } from '@platform/shared/env';
import { newId } from '@platform/shared/ids';
import { asc } from 'drizzle-orm';
import { createDatabase } from '../access/database.ts';
import { migrate } from '../migrate/migrate.ts';
import { visitors, widgets } from '../schema/index.ts';
import { seedConversations } from './seed-conversations.ts';
import { withOwnDatabase } from './with-own-database.ts';

/**
 * `pnpm db:seed`: a thousand conversations in the oldest workspace that has a widget (after a first
 * start that is the demo's), to develop screens with.
 */
await withOwnDatabase(readEnv(), async (clients) => {
  await migrate(clients);
  const db = createDatabase(clients);
  const [widget] = await db.system((tx) =>
    tx.select().from(widgets).orderBy(asc(widgets.createdAt)).limit(1),
  );
  if (widget === undefined) {
    console.error('No workspace has a widget yet. Run `npm start` once, stop it, and seed again.');
    process.exitCode = 1;
    return;
  }
  const { tenantId, assistantId, id: widgetId } = widget;
  const visitorId = newId('visitor');
  await db.tenant(tenantId, async (tx) => {
    await tx.insert(visitors).values({ tenantId, id: visitorId, widgetId, name: 'Seeded visitor' });
    await seedConversations(tx, { tenantId, assistantId, widgetId, visitorId }, 1_000);
  });
  console.log(`Seeded 1,000 conversations in the workspace ${tenantId}.`);
});
