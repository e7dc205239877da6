export const parseFailureCodes = [
  'encrypted',
  'no-text',
  'empty',
  'broken',
  'too-large',
  'bomb',
  'unsupported',
  'timeout',
  'out-of-memory',
] as const;

export type ParseFailureCode = (typeof parseFailureCodes)[number];

/** Why a file could not be read, in words for the person who uploaded it. */
export interface ParseFailure {
  code: ParseFailureCode;
  message: string;
  /** What the person can do about it. */
  advice: string;
}

const words: Record<ParseFailureCode, { message: string; advice: string }> = {
  encrypted: {
    message: 'This file is protected with a password.',
    advice: 'Save a copy without the password and upload that.',
  },
  'no-text': {
    message: 'This file holds pictures of pages, but no text.',
    advice:
      'Run text recognition (OCR) on it, or export it again from the program it was made with.',
  },
  empty: {
    message: 'This file holds no text.',
    advice: 'Check that it is the file you meant.',
  },
  broken: {
    message: 'This file is damaged and could not be read.',
    advice: 'Open it in the program it was made with, save it again, and upload the new copy.',
  },
  'too-large': {
    message: 'This file is larger than a document may be.',
    advice: 'Split it into smaller files and upload those.',
  },
  bomb: {
    message: 'This file unpacks to far more data than its size allows, so it was not opened.',
    advice:
      'Save it again with the program it was made with. If it comes from someone else, be careful with it.',
  },
  unsupported: {
    message: 'This kind of file cannot be read.',
    advice:
      'Upload PDF, Word (.docx), PowerPoint (.pptx), Excel (.xlsx), CSV, HTML, Markdown or plain text.',
  },
  timeout: {
    message: 'Reading this file took too long and was stopped.',
    advice: 'Try again. If it happens again, split the file or export it in a simpler format.',
  },
  'out-of-memory': {
    message: 'Reading this file took more memory than a document may use.',
    advice: 'Split it into smaller files and upload those.',
  },
};

/** Makes the failure a person sees; `message` replaces the general sentence where more is known. */
export function parseFailure(code: ParseFailureCode, message?: string): ParseFailure {
  const { message: general, advice } = words[code];
  return { code, message: message ?? general, advice };
}

/** Thrown by parsers for a file that cannot be read. Anything else they throw means `broken`. */
export class ParseError extends Error {
  readonly failure: ParseFailure;

  constructor(code: ParseFailureCode, message?: string, options?: ErrorOptions) {
    const failure = parseFailure(code, message);
    super(failure.message, options);
    this.name = 'ParseError';
    this.failure = failure;
  }
}
