import { createHash, randomUUID } from 'node:crypto';
import { constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectEmbedded } from '../access/connect.ts';
import { migrate } from '../migrate/migrate.ts';

const room = fileURLToPath(new URL('../..', import.meta.url));

/**
 * A migrated embedded database to copy from, made once per schema and kept with the system's temporary
 * files: creating one takes seconds, copying it does not. Returns its directory.
 */
async function templateDirectory(): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  for (const name of readdirSync(path.join(room, 'migrations')).sort()) {
    if (name.endsWith('.sql')) hash.update(readFileSync(path.join(room, 'migrations', name)));
  }
  hash.update(readFileSync(path.join(room, 'src/migrate/roles.sql')));
  hash.update(readFileSync(path.join(room, 'package.json')));
  const user = os.userInfo().username;
  const name = `parley-test-template-${user}-${hash.digest('hex').slice(0, 16)}`;
  const directory = path.join(os.tmpdir(), name);
  if (existsSync(directory)) return directory;

  const making = `${directory}-${randomUUID()}`;
  const source = await connectEmbedded(making);
  await migrate(source);
  await source.close();
  try {
    await rename(making, directory);
  } catch (error) {
    // Another test made it at the same time; theirs is as good.
    if (!existsSync(directory)) throw error;
    await rm(making, { recursive: true, force: true });
  }
  return directory;
}

/** Puts a fresh, migrated embedded database into `directory`, which must not be there yet. */
export async function copyTemplate(directory: string): Promise<void> {
  const mode = constants.COPYFILE_FICLONE;
  await cp(await templateDirectory(), directory, { recursive: true, mode });
}

/** The same in a temporary directory, with the way to remove it. */
export async function temporaryDatabase(): Promise<{
  directory: string;
  remove(): Promise<void>;
}> {
  const parent = await mkdtemp(path.join(os.tmpdir(), 'parley-test-database-'));
  const directory = path.join(parent, 'database');
  await copyTemplate(directory);
  return { directory, remove: () => rm(parent, { recursive: true, force: true }) };
}
