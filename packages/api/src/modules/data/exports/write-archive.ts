import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { DataExportFile } from '@platform/api-contract/types';
import { ZipFile } from 'yazl';

/** One file to be put into an archive. `open` is called when its turn comes. */
export interface ArchiveEntry {
  readonly path: string;
  /** Lines are counted as rows; the bytes of an uploaded file are not. */
  readonly kind: 'lines' | 'file';
  open(): Promise<AsyncIterable<string | Uint8Array>> | AsyncIterable<string | Uint8Array>;
}

export interface Archive {
  /** The zip, at the pace it is read. */
  readonly stream: AsyncIterable<Uint8Array>;
  /** What the manifest lists; complete once the stream has ended. */
  readonly files: readonly DataExportFile[];
}

/**
 * A zip of these files, written one after the other, and last of all `manifest.json`, which lists the
 * others with rows, sizes and SHA-256. Nothing of it is ever held whole. `onProgress` is told of lines
 * and of files as they are done; aborting the signal breaks the stream off.
 */
export function writeArchive(
  about: Readonly<Record<string, unknown>>,
  entries: readonly ArchiveEntry[],
  options: { signal: AbortSignal; onProgress(done: number): void },
): Archive {
  const zip = new ZipFile();
  const files: DataExportFile[] = [];
  let done = 0;
  const step = (count: number) => {
    done += count;
    options.onProgress(done);
  };

  async function* measured(entry: ArchiveEntry): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    let rows = 0;
    for await (const part of await entry.open()) {
      options.signal.throwIfAborted();
      const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part;
      hash.update(bytes);
      sizeBytes += bytes.byteLength;
      if (entry.kind === 'lines') {
        const lines = countLines(bytes);
        rows += lines;
        step(lines);
      }
      yield bytes;
    }
    if (entry.kind === 'file') step(1);
    const sha256 = hash.digest('hex');
    files.push({ path: entry.path, rows: entry.kind === 'lines' ? rows : null, sizeBytes, sha256 });
  }

  const add = (path: string, open: () => AsyncIterable<Uint8Array>) =>
    zip.addReadStreamLazy(path, {}, (take) => take(null, Readable.from(open())));
  for (const entry of entries) add(entry.path, () => measured(entry));
  add('manifest.json', async function* () {
    yield Buffer.from(`${JSON.stringify({ ...about, files }, null, 2)}\n`, 'utf8');
  });
  zip.end();
  const output = zip.outputStream as Readable;
  // What breaks in a file breaks the whole: an archive is complete or is none.
  zip.on('error', (error) => output.destroy(error as Error));
  // Whoever reads is told by the reading itself; nobody may be reading any more when it breaks.
  output.on('error', () => undefined);
  return { stream: output, files };
}

function countLines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}
