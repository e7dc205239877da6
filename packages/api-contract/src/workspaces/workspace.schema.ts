import { z } from 'zod';
import { role } from '../auth/auth.schema.ts';
import { tenantId, userId } from '../common/ids.schema.ts';
import { timestamp } from '../common/page.schema.ts';

export const workspace = z.object({
  id: tenantId,
  name: z.string(),
  createdAt: timestamp,
});
export const workspaceName = z.string().trim().min(1, 'must not be empty').max(100);
export const createWorkspaceInput = z.object({ name: workspaceName });
export const updateWorkspaceInput = z.object({ name: workspaceName });
export const member = z.object({
  userId,
  name: z.string(),
  email: z.string(),
  role,
  joinedAt: timestamp,
});
export const memberList = z.object({ members: z.array(member) });

const step = z.object({ done: z.boolean(), detail: z.string() });
/** The real state of each step of the first hour. */
export const onboarding = z.object({
  complete: z.boolean(),
  dismissed: z.boolean(),
  steps: z.object({
    uploadDocuments: step,
    tryQuestion: step,
    shapeAssistant: step,
    pasteSnippet: step,
    firstConversation: step,
  }),
});
