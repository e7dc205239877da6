import { detectKind } from './detect-kind.ts';
import { ParseError, type ParseFailure, parseFailure } from './parse-failure.ts';
import type { ParsedDocument } from './parsed-document.ts';
import type { ParseInput } from './parser.ts';
import { parsers } from './registry.ts';

export type ParseResult =
  | { ok: true; document: ParsedDocument }
  /** `detail` is for the log: what the parser said, without the document's text. */
  | { ok: false; failure: ParseFailure; detail?: string };

/**
 * Reads a document in this thread; `createDocumentThreads` is the way for files of others. Never
 * throws: what cannot be read is a result with its reason. The kind is told from the content unless stated.
 */
export async function parseDocument(
  input: ParseInput,
  statedKind?: 'markdown' | 'text',
): Promise<ParseResult> {
  try {
    if (input.bytes.byteLength > input.limits.fileBytes) throw new ParseError('too-large');
    const kind = statedKind ?? (await detectKind(input.bytes, input.fileName, input.limits));
    return { ok: true, document: await parsers[kind].parse(input) };
  } catch (error) {
    return failureOf(error);
  }
}

function failureOf(error: unknown): ParseResult {
  if (error instanceof ParseError) {
    const cause =
      error.cause instanceof Error ? { detail: `${error.cause.name}: ${error.cause.message}` } : {};
    return { ok: false, failure: error.failure, ...cause };
  }
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const isAllocation =
    error instanceof RangeError && /alloc|invalid (?:array|string) length/i.test(error.message);
  return { ok: false, failure: parseFailure(isAllocation ? 'out-of-memory' : 'broken'), detail };
}
