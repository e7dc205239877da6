import { z } from 'zod';
import { query } from '../procedure.ts';
import { systemStatus } from './system.schema.ts';

export const system = {
  status: query({ permission: 'system.read', rate: 'read', input: z.void(), output: systemStatus }),
} as const;
