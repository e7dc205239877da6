import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyReply } from 'fastify';

/** What the builds of the apps write where each page's nonce belongs (`html.cspNonce` of Vite). */
const noncePlaceholder = '__CSP_NONCE__';
export const cspReportPath = '/csp-reports';

/**
 * What our own pages may load [ASVS 3.4.3]: scripts that carry this answer's nonce and what those
 * load, styles and fonts of ours, nothing inline, and no image from another host, so that an answer
 * cannot carry data out in one.
 */
const pagePolicy = (nonce: string, socketOrigin: string) =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self' ${socketOrigin}`,
    "frame-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
    `report-uri ${cspReportPath}`,
    'report-to csp',
  ].join('; ');

export interface Pages {
  has(file: string): boolean;
  /** Sends the page with a nonce that no other answer has. */
  send(reply: FastifyReply, file: string): FastifyReply;
}

/** The HTML pages of one built app, read once. */
export function loadPages(dist: string, socketOrigin: () => string): Pages {
  const pages = new Map(
    readdirSync(dist)
      .filter((name) => name.endsWith('.html'))
      .map((name) => [name, readFileSync(path.join(dist, name), 'utf8')]),
  );
  return {
    has: (file) => pages.has(file),
    send(reply, file) {
      const nonce = randomBytes(16).toString('base64');
      return reply
        .headers({
          'content-type': 'text/html; charset=utf-8',
          'cache-control': 'no-cache',
          'content-security-policy': pagePolicy(nonce, socketOrigin()),
          'reporting-endpoints': `csp="${cspReportPath}"`,
          'cross-origin-opener-policy': 'same-origin',
          'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
        })
        .send((pages.get(file) ?? '').replaceAll(noncePlaceholder, nonce));
    },
  };
}
