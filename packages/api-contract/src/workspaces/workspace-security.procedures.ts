import { z } from 'zod';
import { mutation, query } from '../procedure.ts';

/** Who of the team has no second factor yet is kept out from the moment one is required. */
const workspaceSecurity = z.object({
  mfaRequired: z.boolean(),
  memberCount: z.number().int(),
  membersWithoutFactor: z.number().int(),
});

export const workspaceSecurityProcedures = {
  security: query({
    permission: 'workspace.manage',
    rate: 'read',
    input: z.void(),
    output: workspaceSecurity,
  }),
  updateSecurity: mutation({
    permission: 'workspace.manage',
    personOnly: true,
    stepUp: true,
    rate: 'write',
    audit: 'workspace.security-changed',
    input: z.object({ mfaRequired: z.boolean() }),
    output: workspaceSecurity,
  }),
} as const;
