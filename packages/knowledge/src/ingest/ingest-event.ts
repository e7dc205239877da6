import type { DocumentStage, DocumentState } from '@platform/api-contract/types';

/** Told after each commit that changed a document, about four times a second while a stage goes on. */
export interface IngestEvent {
  tenantId: string;
  documentId: string;
  state: DocumentState;
  stage: DocumentStage | null;
  progress: { done: number; total: number } | null;
}
