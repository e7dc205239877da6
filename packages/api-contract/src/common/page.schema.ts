import { z } from 'zod';

/** Keyset pages: `cursor` is opaque, made by the server, and stays valid while rows come and go. */
export const pageInput = {
  cursor: z.string().max(200).optional(),
  limit: z.int().min(1).max(100).default(50),
};

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** A point in time on the wire: ISO 8601 in UTC. */
export const timestamp = z.iso.datetime();

export const empty = z.object({});
