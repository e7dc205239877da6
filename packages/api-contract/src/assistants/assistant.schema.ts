import { z } from 'zod';
import { assistantId } from '../common/ids.schema.ts';
import { timestamp } from '../common/page.schema.ts';

/** A host name such as `docs.acme.com`; answers may link there and nowhere else. */
const host = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^(?=.{1,253}$)([a-z0-9-]{1,63}\.)*[a-z0-9-]{1,63}$/,
    'must be a host, like docs.acme.com',
  );

export const assistantSettings = z.object({
  name: z.string().trim().min(1, 'must not be empty').max(60).default('Assistant'),
  greeting: z.string().trim().max(300).default('Hello. What would you like to know?'),
  tone: z.enum(['neutral', 'friendly', 'formal', 'brief']).default('neutral'),
  instructions: z.string().max(8_000).default(''),
  /** What follows "I could not find this": offering a person, or only asking to rephrase. */
  whenUnsure: z.enum(['offer-person', 'rephrase']).default('offer-person'),
  unsupported: z.enum(['remove', 'mark']).default('remove'),
  approvedHosts: z.array(host).max(50).default([]),
  suggestedQuestions: z.array(z.string().trim().min(1).max(140)).max(3).default([]),
  /** `auto` is the platform's order of providers; otherwise `provider/model`. */
  model: z.string().max(120).default('auto'),
  maxAnswerTokens: z.int().min(64).max(4_096).default(700),
});

export const assistant = z.object({
  id: assistantId,
  draft: assistantSettings,
  published: assistantSettings.nullable(),
  /** Names of the settings in which the draft differs from what visitors get. */
  changes: z.array(z.string()),
  publishedAt: timestamp.nullable(),
  updatedAt: timestamp,
  conversationCount: z.int(),
});
export const assistantList = z.object({ assistants: z.array(assistant) });
export const assistantRef = z.object({ assistantId });
export const createAssistantInput = z.object({ name: assistantSettings.shape.name });
export const updateAssistantInput = assistantRef.extend({
  settings: z.object(
    Object.fromEntries(
      Object.entries(assistantSettings.shape).map(([key, field]) => [
        key,
        field.unwrap().optional(),
      ]),
    ) as {
      [Key in keyof typeof assistantSettings.shape]: z.ZodOptional<
        ReturnType<(typeof assistantSettings.shape)[Key]['unwrap']>
      >;
    },
  ),
});
export const modelChoice = z.object({
  id: z.string(),
  provider: z.string(),
  model: z.string(),
  inputMicrosPerMillion: z.int().nullable(),
  outputMicrosPerMillion: z.int().nullable(),
});
export const modelList = z.object({ models: z.array(modelChoice) });
