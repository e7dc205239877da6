import type { Chunk, ChunkSource } from '../chunk/chunk-document.ts';
import type { ParseResult } from '../parse/parse-document.ts';
import type { TermPostings } from '../search/index-terms.ts';

/** What a thread is asked to do. */
export type DocumentTask =
  | { do: 'parse'; bytes: Uint8Array; fileName: string; kind?: 'markdown' | 'text' }
  | { do: 'chunk'; source: ChunkSource }
  | { do: 'index'; title: string; source: ChunkSource };

/**
 * What it answers. Long lists come in several messages, since the thread that receives them takes
 * each one apart at once.
 */
export type DocumentAnswer =
  | { is: 'started' }
  | { is: 'parsed'; result: ParseResult }
  | { is: 'chunks'; chunks: Chunk[] }
  | { is: 'terms'; terms: TermPostings[] }
  | { is: 'done' };
