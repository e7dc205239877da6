import type { AuditFilter } from '@platform/api-contract/types';
import { z } from 'zod';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What the log is narrowed to, as it stands in the address. */
export const auditSearch = z.object({
  action: z.string().max(200).optional().catch(undefined),
  actor: z.string().max(200).optional().catch(undefined),
  target: z.string().max(200).optional().catch(undefined),
  severity: z.enum(['info', 'notice', 'warning', 'critical']).optional().catch(undefined),
  from: day.optional().catch(undefined),
  to: day.optional().catch(undefined),
});
export type AuditSearch = z.output<typeof auditSearch>;

const dayMs = 24 * 60 * 60 * 1_000;

/** As the server takes it: days of the reader's own calendar become moments, the last one included. */
export function toFilter({ from, to, ...search }: AuditSearch): AuditFilter {
  const startOf = (each: string) => new Date(`${each}T00:00:00`);
  return {
    ...search,
    ...(from === undefined ? {} : { from: startOf(from).toISOString() }),
    ...(to === undefined ? {} : { to: new Date(startOf(to).getTime() + dayMs).toISOString() }),
  };
}
