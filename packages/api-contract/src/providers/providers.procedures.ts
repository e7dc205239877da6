import { z } from 'zod';
import { empty } from '../common/page.schema.ts';
import { mutation, query } from '../procedure.ts';
import {
  arrival,
  departure,
  finishInput,
  linkedAccounts,
  providerList,
  startInput,
  startLinkInput,
  startSsoInput,
  unlinkInput,
} from './provider.schema.ts';

/**
 * Signing in with an account elsewhere. The browser is sent there by `start…`, comes back to a page of
 * the dashboard, and that page calls `finish`: no address that is merely opened signs anybody in.
 */
export const providers = {
  list: query({ permission: 'public', rate: 'read', input: z.void(), output: providerList }),
  start: mutation({ permission: 'public', rate: 'write', input: startInput, output: departure }),
  startSso: mutation({
    permission: 'public',
    rate: 'write',
    input: startSsoInput,
    output: departure,
  }),
  finish: mutation({
    permission: 'public',
    rate: 'write',
    audit: 'user.signed-in',
    input: finishInput,
    output: arrival,
  }),
  linked: query({
    permission: 'session',
    rate: 'read',
    personOnly: true,
    input: z.void(),
    output: linkedAccounts,
  }),
  startLink: mutation({
    permission: 'session',
    rate: 'write',
    stepUp: true,
    input: startLinkInput,
    output: departure,
  }),
  unlink: mutation({
    permission: 'session',
    rate: 'write',
    stepUp: true,
    audit: 'account.unlinked',
    input: unlinkInput,
    output: empty,
  }),
} as const;
