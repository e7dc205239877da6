import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Retriever, similarityFloor } from '@platform/ai-core';
import type { Database } from '@platform/db';
import { knowledgeDocuments } from '@platform/db/schema';
import {
  chunkDocument,
  type Embedder,
  embedDocument,
  indexChunks,
  searchPassages,
} from '@platform/knowledge';
import { newId } from '@platform/shared/ids';

export interface SourceText {
  name: string;
  text: string;
}

/** A workspace that was filled as the product fills it, with the product's search. */
export interface Workspace {
  chunkCount: number;
  /** Names of the documents by id. */
  names: ReadonlyMap<string, string>;
  /** Without an embedder search goes by words alone. */
  retriever(embedder: Embedder | null): Retriever;
}

const MAX_PASSAGES = 24;

export const readHelpCentre = (): SourceText[] => readMarkdown('help-centre');

/** The Markdown files of a folder beside this file. */
export function readMarkdown(name: string): SourceText[] {
  const folder = path.join(import.meta.dirname, name);
  return readdirSync(folder)
    .sort()
    .map((file) => ({
      name: path.basename(file, '.md'),
      text: readFileSync(path.join(folder, file), 'utf8'),
    }));
}

/** Markdown headings, as the product's parser reports them. */
function headingsOf(text: string) {
  return [...text.matchAll(/^(#{1,6}) (.+)$/gm)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    level: match[1]?.length ?? 1,
    text: match[2] ?? '',
  }));
}

export async function fillWorkspace(
  database: Database,
  tenantId: string,
  documents: readonly SourceText[],
  embedder: Embedder | null,
): Promise<Workspace> {
  const names = new Map<string, string>();
  let chunkCount = 0;
  for (const { name, text } of documents) {
    const documentId = newId('document');
    names.set(documentId, name);
    const chunks = chunkDocument({ text, structure: { headings: headingsOf(text), pages: [] } });
    chunkCount += chunks.length;
    await database.tenant(tenantId, async (tx) => {
      await tx.insert(knowledgeDocuments).values({
        tenantId,
        id: documentId,
        title: name,
        fileName: `${name}.md`,
        sizeBytes: Buffer.byteLength(text),
        sha256: name,
        storageKey: name,
        state: 'ready',
        text,
      });
      await indexChunks(tx, { tenantId, documentId, title: name, chunks });
    });
    if (embedder !== null) {
      const { signal } = new AbortController();
      await embedDocument(database, { tenantId, documentId }, embedder, { signal });
    }
  }
  return {
    chunkCount,
    names,
    retriever: (asking) => ({
      async retrieve({ query, budgetChars, signal }) {
        const startedAt = performance.now();
        const embedded = await asking?.embedQuery(query, signal);
        const vector = embedded?.vectors[0];
        const question =
          asking === null || vector === undefined ? undefined : { model: asking.model, vector };
        const found = await database.tenant(tenantId, (tx) =>
          searchPassages(tx, { tenantId, query, question, budgetChars, limit: MAX_PASSAGES }),
        );
        return {
          ...found,
          similarityFloor: similarityFloor(asking?.model ?? ''),
          tookMs: performance.now() - startedAt,
        };
      },
    }),
  };
}
