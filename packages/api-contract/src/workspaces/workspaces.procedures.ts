import { z } from 'zod';
import { membership } from '../auth/auth.schema.ts';
import { mutation, query } from '../procedure.ts';
import {
  createWorkspaceInput,
  memberList,
  onboarding,
  updateWorkspaceInput,
  workspace,
} from './workspace.schema.ts';
import { workspaceSecurityProcedures } from './workspace-security.procedures.ts';

export const workspaces = {
  ...workspaceSecurityProcedures,
  create: mutation({
    permission: 'session',
    rate: 'write',
    audit: 'workspace.created',
    input: createWorkspaceInput,
    output: membership,
  }),
  get: query({ permission: 'workspace.read', rate: 'read', input: z.void(), output: workspace }),
  update: mutation({
    permission: 'workspace.manage',
    rate: 'write',
    audit: 'workspace.updated',
    input: updateWorkspaceInput,
    output: workspace,
  }),
  members: query({
    permission: 'workspace.read',
    rate: 'read',
    input: z.void(),
    output: memberList,
  }),
  onboarding: query({
    permission: 'workspace.read',
    rate: 'read',
    input: z.void(),
    output: onboarding,
  }),
  dismissOnboarding: mutation({
    permission: 'workspace.manage',
    rate: 'write',
    input: z.void(),
    output: onboarding,
  }),
} as const;
