import { readDeviceToken, signDeviceToken } from '@platform/auth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { limitHeaders } from './limit-headers.ts';
import { addressBucket, type LimitState } from './rate-limits.ts';

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
  /** What one subscriber has of addresses. */
  readonly addressBucket: string;
  /** The browser, by a cookie of its own; what `keep` is given goes out with the next session. */
  readonly device: { readonly id: string | undefined; keep(id: string): void };
  /** Tells the client how its limits stand; of several calls in one request, the least that is left. */
  reportLimits(states: readonly LimitState[]): void;
  setSession(token: string, maxAgeSeconds: number): void;
  clearSession(): void;
  /** What a browser was given before it went to sign in elsewhere. */
  readonly signInState: string | undefined;
  setSignInState(state: string, maxAgeSeconds: number): void;
  clearSignInState(): void;
}

export interface CookieOptions {
  readonly name: string;
  readonly secure: boolean;
  /** Signs what is not a session: a device's id that we did not give out is none. */
  readonly secret: string;
}

const deviceMaxAgeSeconds = 400 * 24 * 60 * 60;

export function describeRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  cookies: CookieOptions,
): RequestInfo {
  const { headers } = request;
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: cookies.secure } as const;
  const { authorization } = headers;
  const deviceCookie = `${cookies.name}_device`;
  const stateCookie = `${cookies.name}_sign_in`;
  let deviceToKeep: string | undefined;
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
    addressBucket: addressBucket(request.ip),
    device: {
      get id() {
        return readDeviceToken(cookies.secret, request.cookies[deviceCookie]);
      },
      keep(id) {
        deviceToKeep = id;
      },
    },
    reportLimits: limitHeaders((headers) => void reply.headers(headers)),
    setSession(token, maxAgeSeconds) {
      void reply.setCookie(cookies.name, token, { ...options, maxAge: maxAgeSeconds });
      if (deviceToKeep === undefined) return;
      const device = signDeviceToken(cookies.secret, deviceToKeep);
      void reply.setCookie(deviceCookie, device, { ...options, maxAge: deviceMaxAgeSeconds });
    },
    clearSession() {
      void reply.clearCookie(cookies.name, options);
    },
    get signInState() {
      return request.cookies[stateCookie];
    },
    setSignInState(state, maxAgeSeconds) {
      void reply.setCookie(stateCookie, state, { ...options, maxAge: maxAgeSeconds });
    },
    clearSignInState() {
      if (request.cookies[stateCookie] !== undefined) void reply.clearCookie(stateCookie, options);
    },
  };
}

function one(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}
