import { z } from 'zod';
import { mutation, query } from '../procedure.ts';
import { departure } from '../providers/provider.schema.ts';
import { requireSsoInput, saveSsoInput, ssoStatus } from './sso.schema.ts';

/** The provider that a workspace brings along. People decide this, never keys. */
export const sso = {
  get: query({
    permission: 'sso.manage',
    rate: 'read',
    personOnly: true,
    input: z.void(),
    output: ssoStatus,
  }),
  save: mutation({
    permission: 'sso.manage',
    rate: 'write',
    stepUp: true,
    audit: 'sso.changed',
    input: saveSsoInput,
    output: ssoStatus,
  }),
  verifyDomain: mutation({
    permission: 'sso.manage',
    rate: 'write',
    stepUp: true,
    audit: 'sso.domain-verified',
    input: z.void(),
    output: ssoStatus,
  }),
  /** Goes there and back without signing anybody in. */
  startTest: mutation({
    permission: 'sso.manage',
    rate: 'write',
    personOnly: true,
    input: z.void(),
    output: departure,
  }),
  require: mutation({
    permission: 'sso.require',
    rate: 'write',
    stepUp: true,
    audit: 'sso.required',
    input: requireSsoInput,
    output: ssoStatus,
  }),
  relax: mutation({
    permission: 'sso.require',
    rate: 'write',
    stepUp: true,
    audit: 'sso.relaxed',
    input: z.void(),
    output: ssoStatus,
  }),
  remove: mutation({
    permission: 'sso.manage',
    rate: 'write',
    stepUp: true,
    audit: 'sso.removed',
    input: z.void(),
    output: ssoStatus,
  }),
} as const;
