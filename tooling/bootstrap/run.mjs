/**
 * Runs one of our TypeScript programs with a Node that can, whatever Node started this:
 * `node tooling/bootstrap/run.mjs packages/db/src/cli/migrate.ts [arguments]`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { watchInterruption } from './lib/interruption.mjs';
import { root } from './lib/paths.mjs';
import { prepare } from './lib/prepare.mjs';
import { createProgress } from './lib/progress.mjs';
import { BootstrapError } from './lib/run.mjs';

const interruption = watchInterruption();
const [program = '', ...args] = process.argv.slice(2);

try {
  // Progress goes beside the program's own output, which may be piped into something.
  const progress = createProgress(process.stderr);
  const { node, env } = await prepare(progress, { signal: interruption.signal, build: false });
  const child = spawn(
    node.execPath,
    ['--disable-warning=ExperimentalWarning', resolve(root, program), ...args],
    { cwd: root, env, stdio: 'inherit', signal: interruption.signal, killSignal: 'SIGTERM' },
  );
  // An interruption ends the child, whose own end is what counts.
  child.on('error', () => undefined);
  const [code] = /** @type {[number | null]} */ (await once(child, 'close'));
  process.exit(code ?? 1);
} catch (error) {
  if (!(error instanceof BootstrapError)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
}
