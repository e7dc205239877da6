import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkPassword, createAccount, findFirstWorkspace, markVerified } from '@platform/auth';
import type { Database } from '@platform/db';
import { z } from 'zod';

const accountSchema = z.object({ email: z.string(), password: z.string() });
export type DemoAccount = z.output<typeof accountSchema>;

/**
 * The ready account of a first look. Its password is made at random once and kept in the data
 * directory: a known default would be everybody's key to whoever forgets to change it.
 */
export async function ensureDemoAccount(
  db: Database,
  dataDir: string,
): Promise<{ account: DemoAccount; tenantId: string; userId: string } | null> {
  const file = path.join(path.resolve(dataDir), 'demo-account.json');
  const account = readAccount(file) ?? makeAccount(file);
  try {
    const made = await createAccount(
      db,
      { ...account, name: 'Demo', workspaceName: 'Parley' },
      async (tx, ids) => {
        // Nobody reads mail at this address: it would be asked to be confirmed for ever.
        await markVerified(tx, { userId: ids.userId, email: account.email });
        return ids;
      },
    );
    return { account, ...made };
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'CONFLICT') throw error;
  }
  // The account is there from an earlier start, unless somebody changed its password since.
  try {
    const { userId } = await checkPassword(db, account);
    const tenantId = await db.identity(null, (tx) => findFirstWorkspace(tx, userId));
    return tenantId === undefined ? null : { account, tenantId, userId };
  } catch (error) {
    if ((error as { code?: unknown }).code === 'WRONG_CREDENTIALS') return null;
    throw error;
  }
}

function readAccount(file: string): DemoAccount | null {
  try {
    return accountSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function makeAccount(file: string): DemoAccount {
  const account = {
    email: 'demo@parley.example',
    password: randomBytes(9).toString('base64url').replaceAll(/[-_]/g, 'x'),
  };
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify(account, null, 2)}\n`, { mode: 0o600 });
  return account;
}
