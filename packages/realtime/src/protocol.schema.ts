import { z } from 'zod';

import type { ClientFrame } from './protocol.ts';

// Bounds of single fields; the size of a whole WebSocket message is bounded by the gateway.
const ref = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
const token = z.string().min(1).max(8_192);
const position = z.strictObject({
  epoch: z.string().min(1).max(64),
  offset: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
});

const clientFrame = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('hello'), v: z.int(), token: token.optional() }),
  z.strictObject({ op: z.literal('auth'), token }),
  z.strictObject({
    op: z.literal('subscribe'),
    ref,
    resource: z.string().min(1).max(256),
    from: position.optional(),
  }),
  z.strictObject({ op: z.literal('unsubscribe'), ref }),
  z.strictObject({
    op: z.literal('signal'),
    ref,
    type: z.string().min(1).max(64),
    payload: z.unknown().optional(),
  }),
  z.strictObject({ op: z.literal('ping') }),
  z.strictObject({ op: z.literal('pong') }),
]);

const clientMessage = z.array(clientFrame).min(1).max(256);

/** The frames of one WebSocket message, or `null` when it is not one of ours. Never throws. */
export function parseClientMessage(text: string): readonly ClientFrame[] | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const result = clientMessage.safeParse(json);
  return result.success ? result.data : null;
}
