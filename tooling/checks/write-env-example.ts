import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderEnvExample } from './env-example.ts';
import { root } from './repository.ts';

writeFileSync(join(root, '.env.example'), renderEnvExample());
