import { newId } from '@platform/shared/ids';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assistants, users, visitors, widgets } from '../schema/index.ts';
import { createEmbeddedTestDatabase, type TestDatabase } from '../testing/index.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createEmbeddedTestDatabase();
});
afterAll(() => test.close());

it('hides the rows of one workspace from another', async () => {
  const [mine, theirs] = [await test.createTenant('Mine'), await test.createTenant('Theirs')];
  const id = newId('assistant');
  const settings = { name: 'A' } as never;
  await test.database.tenant(mine, (tx) =>
    tx.insert(assistants).values({ tenantId: mine, id, draft: settings }),
  );
  const seen = await test.database.tenant(theirs, (tx) => tx.select().from(assistants));
  expect(seen).toEqual([]);
  const own = await test.database.tenant(mine, (tx) => tx.select().from(assistants));
  expect(own.map((row) => row.id)).toEqual([id]);
});

it('refuses a row that names another workspace', async () => {
  const [mine, theirs] = [await test.createTenant(), await test.createTenant()];
  await expect(
    test.database.tenant(mine, (tx) =>
      tx
        .insert(assistants)
        .values({ tenantId: theirs, id: newId('assistant'), draft: {} as never }),
    ),
  ).rejects.toThrow();
});

it('closes people to the request role', async () => {
  const mine = await test.createTenant();
  await expect(test.database.tenant(mine, (tx) => tx.select().from(users))).rejects.toThrow();
});

it('shows nothing [A3] when no workspace or an empty one is set', async () => {
  const mine = await test.createTenant();
  await test.database.tenant(mine, (tx) =>
    tx.insert(assistants).values({ tenantId: mine, id: newId('assistant'), draft: {} as never }),
  );
  const rows = await test.database.tenant(mine, async (tx) => {
    await tx.execute(sql`select set_config('app.current_tenant_id', '', true)`);
    return tx.select().from(assistants);
  });
  expect(rows).toEqual([]);
  for (const wrong of ['', 'null', newId('user')]) {
    await expect(test.database.tenant(wrong, (tx) => tx.select().from(assistants))).rejects.toThrow(
      TypeError,
    );
  }
});

it('shows identity the one widget it looks for', async () => {
  const mine = await test.createTenant();
  const assistantId = newId('assistant');
  const ids = [newId('widget'), newId('widget')];
  await test.database.tenant(mine, async (tx) => {
    await tx.insert(assistants).values({ tenantId: mine, id: assistantId, draft: {} as never });
    for (const id of ids) {
      await tx.insert(widgets).values({
        tenantId: mine,
        id,
        assistantId,
        name: 'W',
        settings: {} as never,
        allowedOrigins: [],
      });
    }
  });
  const [wanted = ''] = ids;
  const found = await test.database.identity({ kind: 'widget', id: wanted }, (tx) =>
    tx.select().from(widgets),
  );
  expect(found.map((row) => row.id)).toEqual([wanted]);
  expect(await test.database.identity(null, (tx) => tx.select().from(widgets))).toEqual([]);
  await expect(test.database.identity(null, (tx) => tx.select().from(visitors))).rejects.toThrow();
});
