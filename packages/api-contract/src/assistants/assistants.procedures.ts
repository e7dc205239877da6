import { z } from 'zod';
import { empty } from '../common/page.schema.ts';
import { mutation, query } from '../procedure.ts';
import {
  assistant,
  assistantList,
  assistantRef,
  createAssistantInput,
  modelList,
  updateAssistantInput,
} from './assistant.schema.ts';

export const assistants = {
  list: query({
    permission: 'assistants.read',
    rate: 'read',
    input: z.void(),
    output: assistantList,
  }),
  get: query({
    permission: 'assistants.read',
    rate: 'read',
    input: assistantRef,
    output: assistant,
  }),
  create: mutation({
    permission: 'assistants.write',
    rate: 'write',
    audit: 'assistant.created',
    input: createAssistantInput,
    output: assistant,
  }),
  update: mutation({
    permission: 'assistants.write',
    rate: 'write',
    audit: 'assistant.updated',
    input: updateAssistantInput,
    output: assistant,
  }),
  publish: mutation({
    permission: 'assistants.write',
    rate: 'write',
    audit: 'assistant.published',
    input: assistantRef,
    output: assistant,
  }),
  discardDraft: mutation({
    permission: 'assistants.write',
    rate: 'write',
    audit: 'assistant.draft-discarded',
    input: assistantRef,
    output: assistant,
  }),
  remove: mutation({
    permission: 'assistants.write',
    rate: 'write',
    audit: 'assistant.removed',
    input: assistantRef,
    output: empty,
  }),
  models: query({
    permission: 'assistants.read',
    rate: 'read',
    input: z.void(),
    output: modelList,
  }),
} as const;
