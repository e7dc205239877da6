import { newId } from '@platform/shared/ids';
import { sql } from 'drizzle-orm';
import type { Database } from '../access/database.ts';
import { assistants } from '../schema/index.ts';

export interface InterleaveResult {
  readonly rounds: number;
  readonly aborted: number;
  /** Rows seen of a workspace other than the one that was opened; must be 0. */
  readonly foreign: number;
  /** Rounds that did not see their own row; must be 0. */
  readonly blind: number;
}

const settingsOf = (tenantId: string) => ({ name: tenantId }) as never;

/**
 * Transactions of several workspaces through one another, many at once, a third of them aborted by an
 * error of their own and some by one of the database. Counts what each could see.
 */
export async function interleave(
  database: Database,
  tenantIds: readonly string[],
  rounds: number,
  atOnce: number,
): Promise<InterleaveResult> {
  for (const tenantId of tenantIds) {
    await database.tenant(tenantId, (tx) =>
      tx
        .insert(assistants)
        .values({ tenantId, id: newId('assistant'), draft: settingsOf(tenantId) }),
    );
  }
  const result = { rounds: 0, aborted: 0, foreign: 0, blind: 0 };
  let next = 0;
  const worker = async () => {
    while (next < rounds) {
      const round = next;
      next += 1;
      const tenantId = tenantIds[round % tenantIds.length] ?? '';
      try {
        await database.tenant(tenantId, async (tx) => {
          const rows = await tx.select({ tenantId: assistants.tenantId }).from(assistants);
          result.foreign += rows.filter((row) => row.tenantId !== tenantId).length;
          if (!rows.some((row) => row.tenantId === tenantId)) result.blind += 1;
          if (round % 3 === 1) throw new Error('aborted by us');
          if (round % 7 === 2) await tx.execute(sql`select 1 / 0`);
        });
      } catch {
        result.aborted += 1;
      }
      result.rounds += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return result;
}
