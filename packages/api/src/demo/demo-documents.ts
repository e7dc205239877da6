import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeDocument } from '@platform/knowledge';
import { addFile } from '../modules/knowledge/add-file.ts';
import { listByFileName } from '../modules/knowledge/documents.queries.ts';
import type { Services } from '../services.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** The project's own documentation: what the demo assistant knows. */
async function listDocumentation(): Promise<string[]> {
  const below = await readdir(path.join(root, 'docs'), { recursive: true });
  // Why the code is as it is, and tables for auditors, answer no visitor's question.
  const pages = below
    .filter((name) => name.endsWith('.md') && !/^(decisions|reference)\b/.test(name))
    .map((name) => path.join('docs', name));
  return ['README.md', ...pages.sort()];
}

/** Brings the demo workspace's sources to what the documentation says now. */
export async function ensureDemoDocuments(
  services: Services,
  tenantId: string,
  userId: string,
): Promise<void> {
  const { db, knowledge } = services;
  for (const name of await listDocumentation()) {
    const file = path.join(root, name);
    const fileName = name.replaceAll(path.sep, ' - ').replace(/^docs - /, '');
    const sha256 = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    const known = await db.tenant(tenantId, (tx) => listByFileName(tx, tenantId, fileName));
    if (known.some((document) => document.sha256 === sha256)) continue;
    for (const { id } of known) {
      const key = await db.tenant(tenantId, (tx) => removeDocument(tx, tenantId, id));
      if (key !== null) await knowledge.files.remove(key);
    }
    const owner = { tenantId, userId, onAdded: async () => undefined };
    await addFile(services, owner, { name: fileName, stream: createReadStream(file) });
  }
}
