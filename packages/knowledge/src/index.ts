export type { ParseFailure, ParseFailureCode } from './parse/parse-failure.ts';
export { parseFailureCodes } from './parse/parse-failure.ts';
export type {
  DocumentKind,
  DocumentStructure,
  HeadingSpan,
  PageSpan,
  ParsedDocument,
  ParseWarning,
  TableSpan,
  TextSpan,
} from './parse/parsed-document.ts';
export { documentKinds } from './parse/parsed-document.ts';
