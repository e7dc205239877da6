import type { Citation } from '@platform/api-contract/types';
import { useNavigate } from '@tanstack/react-router';

/** Opens the cited document at the cited words. */
export function useOpenCitation(): (citation: Citation) => void {
  const navigate = useNavigate();
  return (citation) =>
    void navigate({
      to: '/knowledge/$documentId',
      params: { documentId: citation.documentId },
      search: { start: citation.start, end: citation.end },
    });
}
