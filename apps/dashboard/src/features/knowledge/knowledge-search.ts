import { z } from 'zod';

export const sourceStates = ['ready', 'processing', 'failed'] as const;
export const sourceSorts = ['updated', 'title', 'used'] as const;

/** How the table of sources is looked at, and the question being tried, as they stand in the address. */
export const knowledgeSearch = z.object({
  q: z.string().max(200).optional().catch(undefined),
  state: z.enum(sourceStates).optional().catch(undefined),
  sort: z.enum(sourceSorts).optional().catch(undefined),
  try: z.string().max(1_000).optional().catch(undefined),
});
export type KnowledgeSearch = z.output<typeof knowledgeSearch>;

/**
 * A source opens at the marked span when it is reached from a citation. `try` keeps the question one
 * came from, so that its results stay beside the text.
 */
export const readerSearch = z.object({
  start: z.int().min(0).optional().catch(undefined),
  end: z.int().min(0).optional().catch(undefined),
  try: z.string().max(1_000).optional().catch(undefined),
});
