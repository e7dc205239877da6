import { z } from 'zod';
import { assistantId, widgetId } from '../common/ids.schema.ts';
import { timestamp } from '../common/page.schema.ts';
import { widgetSettings } from './widget-settings.schema.ts';

/** An exact origin, or one with a leading wildcard label: `https://*.acme.com`. */
export const allowedOrigin = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^https?:\/\/(\*\.)?([a-z0-9-]{1,63}\.)*[a-z0-9-]{1,63}(:\d{1,5})?$/,
    'must be an origin such as https://www.acme.com, without a path',
  );

export const widget = z.object({
  id: widgetId,
  name: z.string(),
  assistantId,
  assistantName: z.string(),
  settings: widgetSettings,
  allowedOrigins: z.array(z.string()),
  enabled: z.boolean(),
  /** Proofs of identity: how many secrets sign them, and whether visitors without one are refused. */
  identity: z.object({ secrets: z.int(), required: z.boolean() }),
  snippet: z.string(),
  /** Pages on which the widget was really loaded, newest first. */
  seenPages: z.array(z.object({ url: z.string(), lastSeenAt: timestamp })),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export const widgetList = z.object({ widgets: z.array(widget) });
export const widgetRef = z.object({ widgetId });
const name = z.string().trim().min(1, 'must not be empty').max(60);
export const createWidgetInput = z.object({
  name,
  assistantId,
  allowedOrigins: z.array(allowedOrigin).max(50),
});
export const updateWidgetInput = widgetRef.extend({
  name: name.optional(),
  assistantId: assistantId.optional(),
  settings: widgetSettings.optional(),
  allowedOrigins: z.array(allowedOrigin).max(50).optional(),
  enabled: z.boolean().optional(),
  /** `updatedAt` of the widget as it was seen: refused with CONFLICT where it was changed since. */
  seenAt: timestamp.optional(),
});

/** Shown once: what the customer's server signs proofs of identity with. */
export const identitySecret = z.object({ secret: z.string(), widget });
export const requireIdentityInput = widgetRef.extend({ required: z.boolean() });
