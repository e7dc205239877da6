import { z } from 'zod';

export const sourceStates = ['ready', 'processing', 'failed'] as const;
export const sourceSorts = ['updated', 'title', 'used'] as const;

const longestQuestion = 1_000;

/** How the table of sources is looked at, and the question being tried, as they stand in the address. */
export const knowledgeSearch = z.object({
  q: z.string().max(200).optional().catch(undefined),
  state: z.enum(sourceStates).optional().catch(undefined),
  sort: z.enum(sourceSorts).optional().catch(undefined),
  try: z.string().max(longestQuestion).optional().catch(undefined),
});
export type KnowledgeSearch = z.output<typeof knowledgeSearch>;

/**
 * A source opens at the marked span when it is reached from a citation. `try` keeps the question one
 * came from, so that its results stay beside the text.
 */
export const readerSearch = z.object({
  start: z.int().min(0).optional().catch(undefined),
  end: z.int().min(0).optional().catch(undefined),
  try: z.string().max(longestQuestion).optional().catch(undefined),
});

/** A visitor's words as a question to try: they may write more than a question can hold. */
export function questionToTry(words: string): string {
  return words.slice(0, longestQuestion).toWellFormed();
}
