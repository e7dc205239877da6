import { z } from 'zod';
import { query } from '../procedure.ts';
import { auditFacets, auditPage, auditVerification, listAuditInput } from './audit.schema.ts';

export const audit = {
  list: query({
    permission: 'audit.read',
    rate: 'read',
    input: listAuditInput,
    output: auditPage,
  }),
  /** What the filters can be set to. */
  facets: query({ permission: 'audit.read', rate: 'read', input: z.void(), output: auditFacets }),
  /** Walks the chain from its first entry: costs as much as the log is long. */
  verify: query({
    permission: 'audit.read',
    rate: 'write',
    input: z.void(),
    output: auditVerification,
  }),
} as const;
