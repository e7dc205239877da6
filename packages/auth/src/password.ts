import { hash, verify } from '@node-rs/argon2';

/** Argon2id (the library's default variant) at 64 MiB, 3 passes, 4 lanes, 32 bytes. */
const cost = { memoryCost: 65_536, timeCost: 3, parallelism: 4, outputLen: 32 } as const;

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

// Made once, so that an address nobody has takes as long to refuse as a wrong password.
let nobody: Promise<string> | undefined;

/** Whether the password is right. `stored` null means there is no such account: false, as slowly. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  if (stored === null) {
    nobody ??= hashPassword('no account has this');
    await verify(await nobody, password);
    return false;
  }
  return verify(stored, password);
}
