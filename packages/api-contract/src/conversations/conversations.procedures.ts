import { z } from 'zod';
import { empty } from '../common/page.schema.ts';
import { mutation, query } from '../procedure.ts';
import {
  assignInput,
  conversationCounts,
  conversationDetails,
  conversationPage,
  conversationRef,
  draftInput,
  draftOutput,
  listConversationsInput,
  listMessagesInput,
  replyInput,
  setTagsInput,
  startPreviewInput,
  teamMessage,
  teamMessages,
  traceInput,
  traceOutput,
} from './conversation.schema.ts';

const change = { permission: 'conversations.write', rate: 'write' } as const;

export const conversations = {
  list: query({
    permission: 'conversations.read',
    rate: 'read',
    input: listConversationsInput,
    output: conversationPage,
  }),
  counts: query({
    permission: 'conversations.read',
    rate: 'read',
    input: z.void(),
    output: conversationCounts,
  }),
  get: query({
    permission: 'conversations.read',
    rate: 'read',
    input: conversationRef,
    output: conversationDetails,
  }),
  messages: query({
    permission: 'conversations.read',
    rate: 'read',
    input: listMessagesInput,
    output: teamMessages,
  }),
  trace: query({
    permission: 'conversations.read',
    rate: 'read',
    input: traceInput,
    output: traceOutput,
  }),
  takeOver: mutation({
    ...change,
    personOnly: true,
    audit: 'conversation.taken-over',
    input: conversationRef,
    output: conversationDetails,
  }),
  handBack: mutation({
    ...change,
    audit: 'conversation.handed-back',
    input: conversationRef,
    output: conversationDetails,
  }),
  /** Puts a conversation before the team, with the AI silent: also the way back to where it waited. */
  putToWait: mutation({
    ...change,
    audit: 'conversation.put-to-wait',
    input: conversationRef,
    output: conversationDetails,
  }),
  reply: mutation({ ...change, input: replyInput, output: teamMessage }),
  note: mutation({ ...change, input: replyInput, output: teamMessage }),
  draft: mutation({
    permission: 'conversations.write',
    rate: 'ask',
    input: draftInput,
    output: draftOutput,
  }),
  assign: mutation({
    ...change,
    audit: 'conversation.assigned',
    input: assignInput,
    output: conversationDetails,
  }),
  setTags: mutation({ ...change, input: setTagsInput, output: conversationDetails }),
  resolve: mutation({
    ...change,
    audit: 'conversation.resolved',
    input: conversationRef,
    output: conversationDetails,
  }),
  reopen: mutation({
    ...change,
    audit: 'conversation.reopened',
    input: conversationRef,
    output: conversationDetails,
  }),
  markRead: mutation({
    permission: 'conversations.read',
    personOnly: true,
    rate: 'read',
    input: conversationRef,
    output: empty,
  }),
  stopAnswer: mutation({ ...change, input: conversationRef, output: empty }),
  /** A conversation of the team with an assistant's draft; it is not counted among visitors'. */
  startPreview: mutation({
    permission: 'assistants.read',
    personOnly: true,
    rate: 'write',
    input: startPreviewInput,
    output: conversationDetails,
  }),
  askPreview: mutation({
    permission: 'assistants.read',
    personOnly: true,
    rate: 'ask',
    input: replyInput,
    output: teamMessage,
  }),
} as const;
