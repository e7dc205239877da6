import type { FastifyRequest } from 'fastify';

const loopbackAddresses = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);
const proxyHeaders = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'cf-connecting-ip',
  'true-client-ip',
];

/**
 * Whether a person in front of this host asks: mails open accounts, so nobody else may read them. The
 * peer of the socket is this host, no proxy says that it speaks for another, and the name in the
 * address bar is a loopback name, so that a page elsewhere whose name was made to point here
 * (DNS rebinding) is refused too.
 */
export function isFromThisHost(request: FastifyRequest): boolean {
  const { headers } = request;
  if (!loopbackAddresses.has(request.socket.remoteAddress ?? '')) return false;
  if (proxyHeaders.some((name) => headers[name] !== undefined)) return false;
  if (headers['sec-fetch-site'] === 'cross-site' && headers['sec-fetch-mode'] !== 'navigate') {
    return false;
  }
  return loopbackNames.has((headers.host ?? '').replace(/:\d+$/, '').toLowerCase());
}

/** Whether links of ours lead to this host: behind a public address the mailbox is never served. */
export const isLocalOrigin = (origin: string): boolean =>
  loopbackNames.has(new URL(origin).hostname);
