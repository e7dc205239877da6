import type { FastifyReply, FastifyRequest } from 'fastify';

/** What the rest of the platform may know of a request: no Fastify beyond this folder. */
export interface RequestInfo {
  readonly id: string;
  readonly address: string;
  readonly userAgent: string | undefined;
  /** The `Origin` header as sent; browsers send it on every cross-origin call. */
  readonly origin: string | undefined;
  readonly sessionToken: string | undefined;
  readonly bearerToken: string | undefined;
  readonly csrfToken: string | undefined;
  /** The public id of the workspace the caller means, unchecked. */
  readonly workspace: string | undefined;
  setSession(token: string, maxAgeSeconds: number): void;
  clearSession(): void;
}

export function describeRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  cookies: { name: string; secure: boolean },
): RequestInfo {
  const { headers } = request;
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: cookies.secure } as const;
  const { authorization } = headers;
  return {
    id: request.id,
    address: request.ip,
    userAgent: headers['user-agent'],
    origin: headers.origin,
    get sessionToken() {
      return request.cookies[cookies.name];
    },
    // The scheme's case is the sender's: `bearer` must not lose to the cookie beside it.
    bearerToken: /^bearer +(\S.*)$/i.exec(authorization ?? '')?.[1],
    csrfToken: one(headers['x-csrf-token']),
    workspace: one(headers['x-workspace']),
    setSession(token, maxAgeSeconds) {
      void reply.setCookie(cookies.name, token, { ...options, maxAge: maxAgeSeconds });
    },
    clearSession() {
      void reply.clearCookie(cookies.name, options);
    },
  };
}

function one(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}
