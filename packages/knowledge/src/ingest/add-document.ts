import type { DocumentFailure } from '@platform/api-contract/types';
import type { Database } from '@platform/db';
import { knowledgeDocuments as documents } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import { and, eq } from 'drizzle-orm';
import { type FileStore, FileTooLargeError, fileKey } from '../files/file-store.ts';
import { nameAsTitle } from '../parse/document-builder.ts';
import { cleanText } from '../parse/normalise-text.ts';
import { parseFailure } from '../parse/parse-failure.ts';
import { sniffText } from '../parse/text/sniff-text.ts';
import { failureInThread } from './ingest-failure.ts';

export interface AddDocumentContext {
  db: Database;
  files: FileStore;
  maxBytes: number;
}

export interface NewDocument {
  tenantId: string;
  /** Who added it; null for the platform itself. */
  userId: string | null;
  fileName: string;
  source: AsyncIterable<Uint8Array>;
}

export type AddDocumentResult =
  | { result: 'accepted'; documentId: string; fileName: string }
  /** The same bytes are in the workspace already, as this document. Nothing was stored. */
  | { result: 'duplicate'; documentId: string; fileName: string }
  | { result: 'refused'; failure: DocumentFailure; fileName: string };

/**
 * Takes an uploaded file in: streams it to the store, then adds its row to the queue. The row is
 * written last, so whatever breaks before leaves no document. Wake the worker afterwards.
 * Throws what the stream, the store or the database throws.
 */
export async function addDocument(
  { db, files, maxBytes }: AddDocumentContext,
  document: NewDocument,
  stated: { title?: string; kind?: 'markdown' | 'text' } = {},
): Promise<AddDocumentResult> {
  const { tenantId } = document;
  const fileName = cleanFileName(document.fileName);
  const received = await receive(files, document.source, maxBytes);
  if (received === undefined) {
    return { result: 'refused', failure: tooLarge(maxBytes), fileName };
  }
  try {
    const { sha256, sizeBytes } = received;
    const known = await findBySha256(db, tenantId, sha256);
    if (known !== undefined) return { result: 'duplicate', documentId: known, fileName };
    const documentId = newId('document');
    const storageKey = fileKey(tenantId, documentId);
    await files.store(storageKey, received);
    const row = {
      tenantId,
      id: documentId,
      title: stated.title ?? nameAsTitle(fileName),
      kind: stated.kind ?? null,
      fileName,
      sizeBytes,
      sha256,
      storageKey,
      state: 'queued' as const,
      createdBy: document.userId,
    };
    const isAdded = await insertOrDiscard(db, files, row);
    if (isAdded) return { result: 'accepted', documentId, fileName };
    // The same bytes came in twice at once, and the other upload's row was first.
    const other = await findBySha256(db, tenantId, sha256);
    if (other === undefined) throw new Error('A document was added and deleted meanwhile.');
    return { result: 'duplicate', documentId: other, fileName };
  } finally {
    await received.discard();
  }
}

/** Adds text somebody wrote or pasted; it is kept as a file like any other. */
export async function addText(
  context: AddDocumentContext,
  document: { tenantId: string; userId: string | null; title: string; text: string },
): Promise<AddDocumentResult> {
  const { title, text, ...owner } = document;
  const kind = sniffText(text, 'note.txt') === 'markdown' ? 'markdown' : 'text';
  async function* source() {
    yield new TextEncoder().encode(text);
  }
  const fileName = `${title}.${kind === 'markdown' ? 'md' : 'txt'}`;
  return addDocument(context, { ...owner, fileName, source: source() }, { title, kind });
}

async function receive(files: FileStore, source: AsyncIterable<Uint8Array>, maxBytes: number) {
  try {
    return await files.receive(source, maxBytes);
  } catch (error) {
    if (error instanceof FileTooLargeError) return undefined;
    throw error;
  }
}

async function insertOrDiscard(
  db: Database,
  files: FileStore,
  row: typeof documents.$inferInsert,
): Promise<boolean> {
  const added = await db.tenant(row.tenantId, (tx) =>
    tx
      .insert(documents)
      .values(row)
      .onConflictDoNothing({ target: [documents.tenantId, documents.sha256] })
      .returning({ id: documents.id }),
  );
  // Only a row that is known not to be there lets its file go: after an error it may have been
  // written although the reply was lost, and would then stand without its file.
  if (added.length === 0) await files.remove(row.storageKey);
  return added.length > 0;
}

async function findBySha256(
  db: Database,
  tenantId: string,
  sha256: string,
): Promise<string | undefined> {
  const [known] = await db.tenant(tenantId, (tx) =>
    tx
      .select({ id: documents.id })
      .from(documents)
      .where(and(eq(documents.tenantId, tenantId), eq(documents.sha256, sha256))),
  );
  return known?.id;
}

function tooLarge(maxBytes: number): DocumentFailure {
  const limit = `${Math.floor(maxBytes / 1_000_000)} MB`;
  const failure = parseFailure('too-large', `This file is larger than ${limit}.`);
  return failureInThread(failure, 'parsing');
}

/** A name is only ever shown: no folders, no line breaks, nothing that reverses the reading direction. */
export function cleanFileName(name: string): string {
  const base = cleanText(name).split(/[/\\]/).at(-1) ?? '';
  const clean = base.replace(/\s+/g, ' ').trim();
  return clean === '' ? 'document' : clean.slice(0, 200).toWellFormed();
}
