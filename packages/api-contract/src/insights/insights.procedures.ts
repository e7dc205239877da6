import { query } from '../procedure.ts';
import { overview, overviewInput } from './insight.schema.ts';

export const insights = {
  overview: query({
    permission: 'insights.read',
    rate: 'read',
    input: overviewInput,
    output: overview,
  }),
} as const;
