import { decodeId } from '@platform/shared/ids';
import { z } from 'zod';

/** The ways to look at the inbox; the address holds the chosen one. */
export const inboxViews = [
  'open',
  'waiting',
  'mine',
  'unassigned',
  'ai',
  'resolved',
  'not-found',
  'rated-down',
  'all',
] as const;
export type InboxView = (typeof inboxViews)[number];

/** Filters and search of the inbox, as they stand in the address. What makes no sense is dropped. */
export const inboxSearch = z.object({
  view: z.enum(inboxViews).optional().catch(undefined),
  q: z.string().max(200).optional().catch(undefined),
  tag: z.string().max(40).optional().catch(undefined),
  /** Only the conversations of one visitor, by id. */
  visitor: z
    .string()
    .refine((id) => decodeId('visitor', id) !== null)
    .optional()
    .catch(undefined),
});
export type InboxSearch = z.output<typeof inboxSearch>;
