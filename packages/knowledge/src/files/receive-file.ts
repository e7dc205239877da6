import { createHash, randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { FileTooLargeError, type ReceivedFile } from './file-store.ts';

/**
 * Writes a stream to a new file in `folder`, hashing it on the way, and forces it to the disk.
 * @throws FileTooLargeError; whatever the stream throws. Either leaves no file behind.
 */
export async function receiveFile(
  source: AsyncIterable<Uint8Array>,
  folder: string,
  maxBytes: number,
): Promise<ReceivedFile> {
  const target = path.join(folder, `upload-${randomUUID()}`);
  const hash = createHash('sha256');
  // 'wx': a file of that name would be somebody else's. 0600: uploads are nobody else's business.
  const file = await open(target, 'wx', 0o600);
  let sizeBytes = 0;
  try {
    for await (const chunk of source) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > maxBytes) throw new FileTooLargeError(maxBytes);
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(target, { force: true });
    throw error;
  }
  await file.close();
  return {
    path: target,
    sizeBytes,
    sha256: hash.digest('hex'),
    discard: () => rm(target, { force: true }),
  };
}
