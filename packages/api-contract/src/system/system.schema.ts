import { z } from 'zod';

/** How one need was met: what it resolved to, and whether it works at this moment. */
export const service = z.object({
  need: z.string(),
  resolved: z.string(),
  detail: z.string(),
  state: z.enum(['ok', 'degraded', 'preparing', 'down']),
  variable: z.string(),
});

export const systemStatus = z.object({
  version: z.string(),
  nodeVersion: z.string(),
  role: z.string(),
  uptimeMs: z.number(),
  services: z.array(service),
  queue: z.object({
    queued: z.int(),
    processing: z.int(),
    failed: z.int(),
    openAnswers: z.int(),
  }),
  storage: z.object({
    documents: z.int(),
    chunks: z.int(),
    textBytes: z.number(),
    fileBytes: z.number(),
  }),
  realtime: z.object({ sockets: z.int(), topics: z.int() }),
  memory: z.object({ rssBytes: z.number(), heapUsedBytes: z.number() }),
});
