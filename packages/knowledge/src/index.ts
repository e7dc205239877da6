export { type Chunk, type ChunkSource, chunkDocument } from './chunk/chunk-document.ts';
export {
  type ChangeModelOptions,
  changeModel,
  type EmbedOptions,
  type EmbedUsage,
  embedDocument,
} from './embed/embed-chunks.ts';
export { type Embedded, type Embedder, EmbedderError } from './embed/embedder.ts';
export { modelInUse } from './embed/embeddings.queries.ts';
export { openLocalEmbedder } from './embed/local-embedder.ts';
export {
  type FetchModelOptions,
  fetchLocalModel,
  findLocalModel,
  type LocalModelFiles,
} from './embed/local-model-files.ts';
export { openRemoteEmbedder, type RemoteEmbedderOptions } from './embed/remote-embedder.ts';
export { ensureVectorIndex } from './embed/vector-index.ts';
export type { FileStore, ReceivedFile } from './files/file-store.ts';
export { FileMissingError, FileTooLargeError, fileKey } from './files/file-store.ts';
export { createLocalFiles } from './files/local-files.ts';
export { createS3Files, type S3FilesOptions } from './files/s3-files.ts';
export { removeDocument, retryDocument } from './ingest/documents.queries.ts';
export type { IngestEvent } from './ingest/ingest-event.ts';
export {
  createIngestWorker,
  type IngestWorker,
  type IngestWorkerOptions,
} from './ingest/ingest-worker.ts';
export type { DocumentStructure, ParsedDocument } from './parse/parsed-document.ts';
export { documentKinds } from './parse/parsed-document.ts';
export { indexChunks, removeFromIndex } from './search/index-chunks.queries.ts';
export { type SearchRequest, type SearchResult, searchPassages } from './search/search-passages.ts';
export type { Passage } from './search/select-passages.ts';
