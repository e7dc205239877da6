import type { AnswerPart, Placement } from '@platform/api-contract/types';

/** A sentence of the platform's own that needs no proof, such as a greeting. */
export function plainPart(text: string, placement: Placement = 'paragraph'): AnswerPart {
  return {
    placement,
    sentence: { inlines: [{ type: 'text', text }], citations: [], support: 'not-needed' },
    newCitations: [],
  };
}
