import { decodeId, type IdKind, idPrefixes } from '@platform/shared/ids';
import { z } from 'zod';

const idOf = (kind: IdKind) =>
  z.string().refine((value) => decodeId(kind, value) !== null, {
    error: `must be an id of the form ${idPrefixes[kind]}_ and 26 characters`,
  });

export const tenantId = idOf('tenant');
export const userId = idOf('user');
export const apiKeyId = idOf('apiKey');
export const invitationId = idOf('invitation');
export const sessionId = idOf('session');
export const assistantId = idOf('assistant');
export const widgetId = idOf('widget');
export const visitorId = idOf('visitor');
export const conversationId = idOf('conversation');
export const messageId = idOf('message');
export const answerId = idOf('answer');
export const documentId = idOf('document');
export const chunkId = idOf('chunk');
