import { z } from 'zod';
import { empty } from '../common/page.schema.ts';
import { message } from '../conversations/conversation.schema.ts';
import { mutation, query } from '../procedure.ts';
import {
  excerptInput,
  excerptOutput,
  identifyInput,
  rateInput,
  sendInput,
  sendOutput,
  startInput,
  startOutput,
  visitorConversation,
  visitorConversationRef,
  visitorHistory,
  visitorThread,
  visitorThreadInput,
} from './visitor.schema.ts';

const own = { permission: 'visitor', rate: 'visitor' } as const;

export const visitor = {
  /** The one public door of the widget; the guard checks the page's origin against the widget's list. */
  start: mutation({
    permission: 'public',
    rate: 'visitor',
    input: startInput,
    output: startOutput,
  }),
  history: query({ ...own, input: z.void(), output: visitorHistory }),
  thread: query({ ...own, input: visitorThreadInput, output: visitorThread }),
  send: mutation({ permission: 'visitor', rate: 'ask', input: sendInput, output: sendOutput }),
  stopAnswer: mutation({ ...own, input: visitorConversationRef, output: empty }),
  requestPerson: mutation({ ...own, input: visitorConversationRef, output: visitorConversation }),
  markRead: mutation({ ...own, input: visitorConversationRef, output: empty }),
  rate: mutation({ ...own, input: rateInput, output: message }),
  excerpt: query({ ...own, input: excerptInput, output: excerptOutput }),
  identify: mutation({ ...own, input: identifyInput, output: empty }),
} as const;
