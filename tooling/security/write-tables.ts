import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../checks/repository.ts';
import { securityTables } from './tables.ts';

for (const [file, render] of Object.entries(securityTables)) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), render());
}
