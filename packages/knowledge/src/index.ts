export type { FileStore, ReceivedFile } from './files/file-store.ts';
export { FileMissingError, FileTooLargeError, fileKey } from './files/file-store.ts';
export { createLocalFiles } from './files/local-files.ts';
export { createS3Files, type S3FilesOptions } from './files/s3-files.ts';
export {
  type AddDocumentContext,
  type AddDocumentResult,
  addDocument,
  addText,
  type NewDocument,
} from './ingest/add-document.ts';
export {
  createIngestWorker,
  type IngestWorker,
  type IngestWorkerOptions,
} from './ingest/ingest-worker.ts';
export type {
  ChunkEmbedder,
  ChunkToEmbed,
  EmbeddedChunk,
  EmbeddingUsage,
  IngestEvent,
} from './ingest/ports.ts';
export { removeDocument, retryDocument } from './ingest/remove-document.ts';
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
