import { z } from 'zod';
import { empty } from '../common/page.schema.ts';
import { mutation, query } from '../procedure.ts';
import { createKeyInput, issuedKey, keyList, keyRef, rotateKeyInput } from './key.schema.ts';

const manage = { permission: 'keys.manage', rate: 'write', stepUp: true } as const;

/** Keys of programs. A key is managed by people alone, and holds at most what its maker may do. */
export const keys = {
  list: query({
    permission: 'keys.manage',
    rate: 'read',
    personOnly: true,
    input: z.void(),
    output: keyList,
  }),
  create: mutation({
    ...manage,
    audit: 'api-key.created',
    input: createKeyInput,
    output: issuedKey,
  }),
  rotate: mutation({
    ...manage,
    audit: 'api-key.rotated',
    input: rotateKeyInput,
    output: issuedKey,
  }),
  /** Takes power away, which must be quick when a key has leaked: no step-up. */
  revoke: mutation({
    permission: 'keys.manage',
    rate: 'write',
    personOnly: true,
    audit: 'api-key.revoked',
    input: keyRef,
    output: empty,
  }),
} as const;
