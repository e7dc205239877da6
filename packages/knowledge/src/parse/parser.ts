import type { ParseLimits } from './parse-limits.ts';
import type { DocumentKind, ParsedDocument } from './parsed-document.ts';

export interface ParseInput {
  bytes: Uint8Array;
  /** The name the person gave the file; used for a title, and to tell text kinds apart. */
  fileName: string;
  limits: ParseLimits;
}

/** One document format. `parse` throws `ParseError` with a reason; any other throw means `broken`. */
export interface Parser {
  kind: DocumentKind;
  parse(input: ParseInput): ParsedDocument | Promise<ParsedDocument>;
}
