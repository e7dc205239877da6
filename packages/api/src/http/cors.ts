import { contract } from '@platform/api-contract/contract';
import { publishableScopes, type WorkspacePermission } from '@platform/api-contract/permissions';
import type { Procedure } from '@platform/api-contract/procedure';
import type { FastifyInstance } from 'fastify';

/** Calls that any site may make: they carry a visitor token, never a cookie. */
const visitorPath = /^\/trpc\/visitor\.[A-Za-z]+$/;

/** What a publishable key may read stands in pages of any site: they carry the key, never a cookie. */
const publishablePaths: ReadonlySet<string> = new Set(
  Object.entries(contract).flatMap(([domain, procedures]) =>
    Object.entries(procedures as Record<string, Procedure>)
      .filter(
        ([, { kind, permission }]) =>
          kind === 'query' && publishableScopes.includes(permission as WorkspacePermission),
      )
      .map(([name]) => `/trpc/${domain}.${name}`),
  ),
);

/**
 * Cross-origin rules. A widget's calls and what publishable keys read are allowed from any origin and
 * without credentials; whether a site may carry the widget is checked by the guard. Everything else is same-origin, or one of
 * our own development origins.
 */
export function registerCors(app: FastifyInstance, isOwnOrigin: (origin: string) => boolean): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    if (origin === undefined) return;
    const [path = ''] = request.url.split('?');
    const own = isOwnOrigin(origin);
    if (!own && !visitorPath.test(path) && !publishablePaths.has(path)) return;
    void reply.headers({
      'access-control-allow-origin': origin,
      vary: 'Origin',
      'access-control-expose-headers': 'x-request-id, retry-after, ratelimit, ratelimit-policy',
    });
    if (own) void reply.header('access-control-allow-credentials', 'true');
    if (request.method === 'OPTIONS') {
      await reply
        .code(204)
        .headers({
          'access-control-allow-methods': 'GET, POST',
          'access-control-allow-headers': own
            ? 'content-type, authorization, x-workspace, x-csrf-token'
            : 'content-type, authorization',
          'access-control-max-age': '7200',
        })
        .send();
    }
  });
  app.options('/*', async (_request, reply) => reply.code(404).send());
}
