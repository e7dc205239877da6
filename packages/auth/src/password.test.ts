import { hash } from '@node-rs/argon2';
import { hash as hashBcrypt } from '@node-rs/bcrypt';
import { expect, it } from 'vitest';
import { hashPassword, isWeakHash, verifyPassword } from './password.ts';

const password = 'correct horse battery';

it('[ASVS 11.4.2] knows its own hashes, and takes them for strong', async () => {
  const stored = await hashPassword(password);
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$/);
  expect(isWeakHash(stored)).toBe(false);
  expect(await verifyPassword(stored, password)).toBe(true);
  expect(await verifyPassword(stored, `${password}!`)).toBe(false);
});

it.each(['2a', '2b', '2y'])('knows bcrypt $%s$ and takes it for weak', async (version) => {
  const stored = (await hashBcrypt(password, { cost: 4 })).replace(/^\$2[aby]\$/, `$${version}$`);
  expect(isWeakHash(stored)).toBe(true);
  expect(await verifyPassword(stored, password)).toBe(true);
  expect(await verifyPassword(stored, `${password}!`)).toBe(false);
});

it.each([
  ['less memory', { memoryCost: 19_456, timeCost: 3, parallelism: 4 }],
  ['fewer passes', { memoryCost: 65_536, timeCost: 2, parallelism: 4 }],
  ['fewer lanes', { memoryCost: 65_536, timeCost: 3, parallelism: 1 }],
  ['fewer bytes', { memoryCost: 65_536, timeCost: 3, parallelism: 4, outputLen: 16 }],
  ['another variant', { memoryCost: 65_536, timeCost: 3, parallelism: 4, algorithm: 1 }],
])('Argon2 with %s is right and weak', async (_what, cost) => {
  const stored = await hash(password, { outputLen: 32, ...cost });
  expect(isWeakHash(stored)).toBe(true);
  expect(await verifyPassword(stored, password)).toBe(true);
});

it('nobody’s password is never right', async () => {
  expect(await verifyPassword(null, 'no account has this')).toBe(false);
});
