import { routes } from '@platform/api-contract/contract';
import type { Logger } from '@platform/shared/logger';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Guard } from './guard.ts';
import type { DescribeRequest } from './server.ts';

const maxReportBytes = 16 * 1024;

/** Both forms that browsers send: `report-uri` one object, `report-to` a list. */
const classic = z.object({
  'csp-report': z.object({
    'document-uri': z.string().optional(),
    'violated-directive': z.string().optional(),
    'effective-directive': z.string().optional(),
    'blocked-uri': z.string().optional(),
  }),
});
const modern = z.array(
  z.object({
    type: z.string(),
    body: z.object({
      documentURL: z.string().optional(),
      effectiveDirective: z.string().optional(),
      blockedURL: z.string().optional(),
    }),
  }),
);

interface Violation {
  readonly page: string;
  readonly directive: string;
  readonly blocked: string;
}

/** Collects what browsers refused on our pages: logged, and counted in the metrics. */
export function registerCspReports(
  app: FastifyInstance,
  options: { guard: Guard; describe: DescribeRequest; logger: Logger },
): { count(): number } {
  let count = 0;
  for (const type of ['application/csp-report', 'application/reports+json']) {
    app.addContentTypeParser(
      type,
      { parseAs: 'string', bodyLimit: maxReportBytes },
      (_request, body, done) => done(null, body),
    );
  }
  const { cspReports } = routes;
  app.post(cspReports.path, { bodyLimit: maxReportBytes }, async (request, reply) => {
    await options.guard(
      { ...cspReports, path: 'csp.reports', kind: 'query' },
      options.describe(request, reply),
    );
    for (const violation of readViolations(request.body)) {
      count += 1;
      options.logger.warn({ requestId: request.id, ...violation }, 'content policy violation');
    }
    return reply.code(204).send();
  });
  return { count: () => count };
}

/** Anybody can send anything here: what is no report counts as none. */
function readViolations(body: unknown): Violation[] {
  const value = typeof body === 'string' ? parse(body) : body;
  const one = classic.safeParse(value);
  if (one.success) {
    const report = one.data['csp-report'];
    return [
      {
        page: withoutQuery(report['document-uri']),
        directive: short(report['effective-directive'] ?? report['violated-directive']),
        blocked: withoutQuery(report['blocked-uri']),
      },
    ];
  }
  const many = modern.safeParse(value);
  if (!many.success) return [];
  return many.data
    .filter((report) => report.type === 'csp-violation')
    .slice(0, 20)
    .map(({ body: report }) => ({
      page: withoutQuery(report.documentURL),
      directive: short(report.effectiveDirective),
      blocked: withoutQuery(report.blockedURL),
    }));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const short = (text = '') => text.slice(0, 200);
/** Queries and fragments of an address can hold what must not be logged. */
const withoutQuery = (address = '') => short(address.split(/[?#]/)[0]);
