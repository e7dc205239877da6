import type { DocumentFailure, DocumentStage, FailureCode } from '@platform/api-contract/types';
import type { ParseFailure } from '../parse/parse-failure.ts';

/** A stage that cannot go on: what a person reads, and what the log keeps. */
export class IngestError extends Error {
  override name = 'IngestError';
  readonly failure: DocumentFailure;

  constructor(failure: DocumentFailure, detail?: string) {
    super(detail ?? failure.message);
    this.failure = failure;
  }
}

/** The document is no longer this worker's: deleted, or taken over after its lease ran out. */
export class LeaseLostError extends Error {
  override name = 'LeaseLostError';
}

const words: Partial<Record<FailureCode, { message: string; advice: string }>> = {
  'embedding-failed': {
    message: 'The text is stored and found by its words, but its meaning could not be indexed.',
    advice: 'Try again. If it happens again, look at the embedding service on the System page.',
  },
};

const unexpected = {
  message: 'Something went wrong while this document was being prepared.',
  advice: 'Try again. If it happens again, delete the document and upload the file anew.',
};

export function ingestFailure(code: FailureCode, stage: DocumentStage): DocumentFailure {
  return { code, stage, ...(words[code] ?? unexpected) };
}

export function failureInThread(failure: ParseFailure, stage: DocumentStage): DocumentFailure {
  return { ...failure, stage };
}
