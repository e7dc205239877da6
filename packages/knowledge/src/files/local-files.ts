import { createReadStream } from 'node:fs';
import {
  access,
  constants,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import path from 'node:path';
import { checkedKey, FileMissingError, type FileStore, isFileKey } from './file-store.ts';
import { receiveFile } from './receive-file.ts';

/** An upload to which nothing was added for so long belongs to a process that is gone. */
const abandonedAfterMs = 24 * 60 * 60 * 1000;

export interface LocalFilesOptions {
  /** No other process uses the directory: whatever is unfinished in it now, nobody will finish. */
  alone?: boolean;
}

/** Keeps files in a directory (`DATA_DIR/files`), and clears it of uploads that broke off with a process. */
export async function createLocalFiles(
  directory: string,
  { alone = false }: LocalFilesOptions = {},
): Promise<FileStore> {
  const root = path.resolve(directory);
  const incoming = path.join(root, 'incoming');
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  await removeAbandoned(incoming, alone ? Number.NEGATIVE_INFINITY : abandonedAfterMs);
  const place = (key: string) => path.join(root, ...checkedKey(key).split('/'));

  return {
    description: `directory ${root}`,
    receive: (source, maxBytes) => receiveFile(source, incoming, maxBytes),
    async store(key, file) {
      const target = place(key);
      const folder = path.dirname(target);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      // A rename within one file system is whole or not at all.
      await rename(file.path, target);
      await syncFolder(folder);
    },
    async read(key) {
      try {
        return new Uint8Array(await readFile(place(key)));
      } catch (error) {
        throw asMissing(error, key);
      }
    },
    async open(key) {
      const target = place(key);
      try {
        await access(target, constants.R_OK);
      } catch (error) {
        throw asMissing(error, key);
      }
      return createReadStream(target);
    },
    async remove(key) {
      await rm(place(key), { force: true });
    },
    async *list(tenantId) {
      for (const tenant of await readdir(root)) {
        if (tenant === 'incoming' || (tenantId !== undefined && tenant !== tenantId)) continue;
        for (const name of await readdir(path.join(root, tenant))) {
          const key = `${tenant}/${name}`;
          // Whatever else lies in the directory is not ours to speak of.
          if (isFileKey(key)) yield { key, storedAt: (await stat(place(key))).mtime };
        }
      }
    },
    async check() {
      await access(incoming, constants.R_OK | constants.W_OK);
    },
  };
}

/** The name of a renamed file is only safe once its folder is written too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Windows cannot do this, and does not need it.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error;
  } finally {
    await handle.close();
  }
}

async function removeAbandoned(incoming: string, olderThanMs: number): Promise<void> {
  for (const name of await readdir(incoming)) {
    const target = path.join(incoming, name);
    try {
      const { mtimeMs } = await stat(target);
      if (Date.now() - mtimeMs > olderThanMs) await rm(target, { force: true });
    } catch (error) {
      // Another process has finished it since.
      if (!isMissing(error)) throw error;
    }
  }
}

function asMissing(error: unknown, key: string): unknown {
  return isMissing(error) ? new FileMissingError(key, { cause: error }) : error;
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
