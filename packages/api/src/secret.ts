import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeDataDir } from '@platform/db';

/** The signing secret kept in the data directory; made on the first start. */
export function keepSecret(dataDir: string): string {
  const file = path.join(dataDir, 'secret');
  // A directory that holds one already may be there to be read and no more.
  if (!existsSync(file)) makeDataDir(dataDir);
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
