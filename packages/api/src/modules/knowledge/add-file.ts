import type { UploadResult } from '@platform/api-contract/types';
import type { TenantTx } from '@platform/db';
import { FileTooLargeError, fileKey, type ReceivedFile } from '@platform/knowledge';
import { newId } from '@platform/shared/ids';
import type { Services } from '../../services.ts';
import { findDocument, findSame, insertDocument } from './documents.queries.ts';

/** For whom a file comes in, and what is written down of it with the row. */
export interface FileOwner {
  readonly tenantId: string;
  /** `null` where a program brings it. */
  readonly userId: string | null;
  onAdded(
    tx: TenantTx,
    documentId: string,
    file: { fileName: string; sizeBytes: number },
  ): Promise<void>;
}

interface NewFile {
  readonly name: string;
  readonly stream: AsyncIterable<Uint8Array>;
}

/**
 * Takes one file in and puts it in the queue, or says why not. The bytes are on disk before the row
 * is, so a row never stands for a file that is not there.
 */
export async function addFile(
  services: Services,
  owner: FileOwner,
  file: NewFile,
): Promise<UploadResult> {
  const fileName = cleanName(file.name);
  let received: ReceivedFile;
  try {
    received = await services.knowledge.files.receive(file.stream, services.env.MAX_UPLOAD_BYTES);
  } catch (error) {
    if (!(error instanceof FileTooLargeError)) throw error;
    return refuseTooLarge(services, owner, fileName, error.maxBytes);
  }
  try {
    return await storeFile(services, owner, fileName, received);
  } finally {
    await received.discard();
  }
}

async function storeFile(
  services: Services,
  owner: FileOwner,
  fileName: string,
  received: ReceivedFile,
): Promise<UploadResult> {
  const { db, knowledge } = services;
  const { tenantId } = owner;
  const id = newId('document');
  const storageKey = fileKey(tenantId, id);
  const known = await db.tenant(tenantId, (tx) => findSame(tx, tenantId, received.sha256));
  if (known !== undefined) return { result: 'duplicate', fileName, document: known };

  await knowledge.files.store(storageKey, received);
  const added = await db.tenant(tenantId, async (tx) => {
    const isNew = await insertDocument(tx, {
      tenantId,
      id,
      fileName,
      title: titleOf(fileName),
      sizeBytes: received.sizeBytes,
      sha256: received.sha256,
      storageKey,
      createdBy: owner.userId,
    });
    if (!isNew) {
      const document = await findSame(tx, tenantId, received.sha256);
      return document === undefined ? undefined : { result: 'duplicate' as const, document };
    }
    await owner.onAdded(tx, id, { fileName, sizeBytes: received.sizeBytes });
    return { result: 'accepted' as const, document: await findDocument(tx, tenantId, id) };
  });
  if (added?.result !== 'accepted') await knowledge.files.remove(storageKey);
  if (added === undefined) throw new Error('The document was neither stored nor found.');
  if (added.result === 'accepted') {
    await knowledge.announce(tenantId, id);
    knowledge.wakeIngest();
  }
  return { ...added, fileName };
}

const maxNameLength = 200;
const extension = /\.[A-Za-z0-9]{1,8}$/;

/** The last part of whatever path a client sent, without control characters; a long one keeps its end. */
function cleanName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const clean = last.replaceAll(/\p{Cc}/gu, '').trim();
  if (clean.length <= maxNameLength) return clean === '' ? 'unnamed' : clean;
  const end = extension.exec(clean)?.[0] ?? '';
  return `${clean.slice(0, maxNameLength - end.length)}${end}`.toWellFormed();
}

const titleOf = (fileName: string): string => fileName.replace(extension, '');

/** Of a file that is too large nothing is kept but the row that says so. */
async function refuseTooLarge(
  { db, knowledge }: Services,
  owner: FileOwner,
  fileName: string,
  maxBytes: number,
): Promise<UploadResult> {
  const { tenantId } = owner;
  const limit = formatLimit(maxBytes);
  const failure = {
    code: 'too-large',
    message: `This file is larger than ${limit}, and was not kept.`,
    advice: `Split it into files of at most ${limit}, or raise MAX_UPLOAD_BYTES.`,
  } as const;
  const id = newId('document');
  await db.tenant(tenantId, async (tx) => {
    await insertDocument(tx, {
      tenantId,
      id,
      fileName,
      title: titleOf(fileName),
      sizeBytes: maxBytes,
      // No bytes were kept to be compared with another upload's.
      sha256: id,
      storageKey: fileKey(tenantId, id),
      createdBy: owner.userId,
      stage: 'parsing',
      failure: { ...failure, stage: 'parsing' },
    });
    await owner.onAdded(tx, id, { fileName, sizeBytes: maxBytes });
  });
  await knowledge.announce(tenantId, id);
  return { result: 'refused', fileName, ...failure };
}

function formatLimit(bytes: number): string {
  return bytes >= 1_000_000 ? `${Math.floor(bytes / 1_000_000)} MB` : `${bytes} bytes`;
}
