import { randomBytes } from 'node:crypto';
import { assistantSettings } from '@platform/api-contract/schemas/assistants/assistant';
import { widgetSettings } from '@platform/api-contract/schemas/widgets/widget-settings';
import { readEnv } from '@platform/shared/env';
import { newId } from '@platform/shared/ids';
import { createDatabase } from '../access/database.ts';
import { migrate } from '../migrate/migrate.ts';
import { assistants, tenants, visitors, widgets } from '../schema/index.ts';
import { seedConversations } from './seed-conversations.ts';
import { withOwnDatabase } from './with-own-database.ts';

/**
 * `pnpm db:seed`: a workspace with a widget and a thousand conversations, to develop screens with. It
 * belongs to nobody; add a membership to look at it.
 */
await withOwnDatabase(readEnv(), async (clients) => {
  await migrate(clients);
  const db = createDatabase(clients);
  const tenantId = newId('tenant');
  const name = `Seeded ${randomBytes(2).toString('hex')}`;
  await db.system((tx) => tx.insert(tenants).values({ id: tenantId, name }));
  const assistantId = newId('assistant');
  const widgetId = newId('widget');
  const settings = assistantSettings.parse({ name: `${name} assistant` });
  await db.tenant(tenantId, async (tx) => {
    await tx.insert(assistants).values({
      tenantId,
      id: assistantId,
      draft: settings,
      published: settings,
      publishedAt: new Date(),
    });
    await tx.insert(widgets).values({
      tenantId,
      id: widgetId,
      assistantId,
      name: 'Site',
      settings: widgetSettings.parse({}),
      allowedOrigins: ['http://localhost:4001'],
    });
    const visitorId = newId('visitor');
    await tx.insert(visitors).values({ tenantId, id: visitorId, widgetId, name: 'Seeded visitor' });
    await seedConversations(tx, { tenantId, assistantId, widgetId, visitorId }, 1_000);
  });
  console.log(`Seeded the workspace "${name}" (${tenantId}).`);
});
