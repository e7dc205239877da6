import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DataDirError, makeDataDir } from './make-data-dir.ts';

/**
 * Takes the data directory for this process: a second one on the same files would destroy them.
 * The lock names the process and when it started, so a lock left by a killed process, even one whose
 * number was given to another program since, is known to be stale. Returns the release.
 * @throws DataDirError when the directory cannot be used, or is in use.
 */
export function lockDataDir(dataDir: string): () => void {
  makeDataDir(dataDir);
  const file = path.join(dataDir, 'lock');
  const mine = `${process.pid} ${startOf(process.pid) ?? 'unknown'}\n`;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      return () => {
        if (read(file) === mine) rmSync(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = read(file);
      const [pid = '', ...start] = holder.trim().split(' ');
      if (holder !== '' && startOf(Number(pid)) === start.join(' ')) {
        throw new DataDirError(
          `${dataDir} is in use by process ${pid}. Stop it, or choose another directory with --data.`,
        );
      }
      rmSync(file, { force: true });
    }
  }
  throw new DataDirError(`${dataDir} could not be locked: another process is starting on it.`);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** When a process started, as the system tells it; undefined when there is no such process. */
function startOf(pid: number): string | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  try {
    if (process.platform === 'linux') {
      // Field 22 of stat counts after the command, which stands in parentheses and may hold spaces.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    }
    const started = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
    return started.trim().replaceAll(/\s+/g, '_') || undefined;
  } catch {
    return undefined;
  }
}
