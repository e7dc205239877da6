import { decodeId } from '@platform/shared/ids';
import { z } from 'zod';
import type { VisitorActor } from './actor.ts';
import { signToken, verifyToken } from './signed-token.ts';

const purpose = 'visitor';
/** A visitor who comes back within half a year finds their conversations. */
const maxAgeMs = 180 * 24 * 60 * 60 * 1000;
/** A proof is renewed with every page of the customer's site; what it opened ends within a day. */
const maxProvedAgeMs = 24 * 60 * 60 * 1000;

const idOf = (kind: 'tenant' | 'widget' | 'visitor') =>
  z.string().refine((id) => decodeId(kind, id) !== null);
const payloadSchema = z.object({
  tenantId: idOf('tenant'),
  widgetId: idOf('widget'),
  visitorId: idOf('visitor'),
  proved: z.boolean().default(false),
  issuedAt: z.int(),
});

export function issueVisitorToken(
  secret: string,
  visitor: Pick<VisitorActor, 'tenantId' | 'widgetId' | 'visitorId' | 'proved'>,
): string {
  return signToken(secret, purpose, { ...visitor, issuedAt: Date.now() });
}

/** The visitor a token stands for, or `null` when it is not ours, damaged, or too old. */
export function readVisitorToken(secret: string, token: string): VisitorActor | null {
  const payload = payloadSchema.safeParse(verifyToken(secret, purpose, token));
  if (!payload.success) return null;
  const { tenantId, widgetId, visitorId, proved, issuedAt } = payload.data;
  if (Date.now() - issuedAt > (proved ? maxProvedAgeMs : maxAgeMs)) return null;
  return { kind: 'visitor', tenantId, widgetId, visitorId, proved };
}
