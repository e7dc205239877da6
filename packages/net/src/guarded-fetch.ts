import { lookup as systemLookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { FetchRefusedError } from './fetch-refused-error.ts';
import { limitBody } from './limit-body.ts';
import { isPublicAddress } from './public-address.ts';

export { type FetchRefusal, FetchRefusedError } from './fetch-refused-error.ts';

export interface GuardedFetchOptions {
  /** Also plain http, besides https. */
  readonly plainHttp?: boolean;
  readonly ports?: readonly number[];
  /** Exact `host:port` in our own network that may be reached, over http too. */
  readonly allowedPrivateHosts?: readonly string[];
  /** All addresses of a name; the system's resolver unless given. */
  resolve?(hostname: string): Promise<readonly string[]>;
}

export interface GuardedRequest {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** The most that is read of the body. */
  readonly maxBytes: number;
  /** From the start to the last byte, redirects included. */
  readonly timeoutMs: number;
  /** Content types that are taken, such as `application/json` or `text/*`; all when absent. */
  readonly types?: readonly string[];
  /** How many redirects are followed; 3 unless given. A POST follows none. */
  readonly maxRedirects?: number;
  readonly signal?: AbortSignal;
}

/**
 * Fetches an address that a user gave. Throws `FetchRefusedError` for whatever it does not fetch. The
 * body is a stream that ends with the same error when it grows too large or takes too long. `url` of
 * the answer is where the last redirect led.
 */
export type GuardedFetch = (
  url: string | URL,
  request: GuardedRequest,
) => Promise<{ response: Response; url: URL }>;

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** With these a Response must have no body. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);
/** Whatever is told about us: nothing but what we are. */
const ownHeaders = { 'user-agent': 'Parley', accept: '*/*', 'accept-encoding': 'identity' };

/**
 * The one way to fetch what a user names. Only https to public hosts on usual ports, unless configured;
 * a name is resolved once, each of its addresses is judged, and the connection is made to the ones that
 * were judged, so that a name which changes its answer gains nothing. Every redirect is judged anew. No
 * proxy, no cookies, no compressed bodies, no connection that is kept.
 */
export function createGuardedFetch(options: GuardedFetchOptions = {}): GuardedFetch {
  const allowed = new Set(options.allowedPrivateHosts?.map((host) => host.toLowerCase()));
  const ports = new Set(options.ports ?? [443, 80]);
  const resolve = options.resolve ?? resolveBySystem;

  const judge = (url: URL): { isOwn: boolean } => {
    const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
    const isOwn = allowed.has(`${url.hostname}:${port}`);
    const schemes = isOwn || options.plainHttp === true ? ['https:', 'http:'] : ['https:'];
    if (!schemes.includes(url.protocol)) throw new FetchRefusedError('scheme');
    if (url.username !== '' || url.password !== '') throw new FetchRefusedError('credentials');
    if (!isOwn && !ports.has(port)) throw new FetchRefusedError('port');
    // A literal is never looked up, so it is judged here; the parser has made one of every spelling.
    const literal = url.hostname.replace(/^\[(.*)\]$/, '$1');
    if (!isOwn && isIP(literal) !== 0 && !isPublicAddress(literal)) {
      throw new FetchRefusedError('private');
    }
    return { isOwn };
  };

  const lookupFor =
    (isOwn: boolean): LookupFunction =>
    (hostname, { all }, done) => {
      resolve(hostname).then(
        (addresses) => {
          if (addresses.length === 0) return done(new FetchRefusedError('unreachable'), []);
          if (!isOwn && !addresses.every(isPublicAddress)) {
            return done(new FetchRefusedError('private'), []);
          }
          const found = addresses.map((address) => ({ address, family: isIP(address) }));
          const [first] = found;
          return all === true || first === undefined
            ? done(null, found)
            : done(null, first.address, first.family);
        },
        (cause: unknown) => done(new FetchRefusedError('unreachable', { cause }), []),
      );
    };

  const open = (url: URL, request: GuardedRequest, first: URL, signal: AbortSignal) => {
    const { isOwn } = judge(url);
    const { method = 'GET', body } = request;
    // What was meant for the first host, such as a token, is not for another one it leads to.
    const headers = url.origin === first.origin ? request.headers : {};
    return new Promise<http.IncomingMessage>((answered, refuse) => {
      const sent = (url.protocol === 'https:' ? https : http).request(url, {
        method,
        signal,
        lookup: lookupFor(isOwn),
        // A connection of its own for each: one that was judged for another name is not taken over, and
        // an agent of the process may have been given a proxy.
        agent: false,
        headers: { ...ownHeaders, ...headers },
        maxHeaderSize: 16_384,
      });
      sent.once('response', answered);
      sent.once('socket', (socket: Socket) => {
        socket.once('connect', () => {
          // The last word is what the socket is connected to.
          if (!isOwn && !isPublicAddress(socket.remoteAddress ?? '')) {
            sent.destroy(new FetchRefusedError('private'));
          }
        });
      });
      sent.once('error', (error) => refuse(asRefusal(error, signal)));
      sent.end(body);
    });
  };

  return async (given, request) => {
    const { method = 'GET', maxRedirects = method === 'GET' ? 3 : 0 } = request;
    const deadline = AbortSignal.timeout(request.timeoutMs);
    const signal =
      request.signal === undefined ? deadline : AbortSignal.any([deadline, request.signal]);
    const first = parse(given);
    let url = first;
    for (let hop = 0; ; hop += 1) {
      const message = await open(url, request, first, signal);
      const status = message.statusCode ?? 0;
      const { location } = message.headers;
      if (redirects.has(status) && location !== undefined) {
        message.destroy();
        if (hop >= maxRedirects) throw new FetchRefusedError('redirects');
        url = parse(location, url);
        continue;
      }
      return { response: toResponse(message, request, signal), url };
    }
  };
}

function parse(given: string | URL, base?: URL): URL {
  const url = URL.parse(String(given), base?.href);
  if (url === null) throw new FetchRefusedError('address');
  // Digits and dots of other alphabets become plain ones in the parser; what is left must be a name or
  // an address in plain letters.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  if (host === '' || (isIP(host) === 0 && !/^[a-z0-9_.-]+$/.test(host))) {
    throw new FetchRefusedError('address');
  }
  if (url.hostname.endsWith('.')) url.hostname = host;
  return url;
}

function toResponse(
  message: http.IncomingMessage,
  request: GuardedRequest,
  signal: AbortSignal,
): Response {
  const refuse = (refusal: ConstructorParameters<typeof FetchRefusedError>[0]): never => {
    message.destroy();
    throw new FetchRefusedError(refusal);
  };
  const status = message.statusCode ?? 0;
  const type = (message.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (status < 200 || status > 599) refuse('answer');
  // Nothing that unpacks: we asked for none, and a small body could become any size.
  const encoding = message.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') refuse('encoding');
  if (status < 300 && request.types !== undefined && !isOneOf(type, request.types)) refuse('type');
  if (Number(message.headers['content-length'] ?? 0) > request.maxBytes) refuse('size');

  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) {
    // A cookie of another site has no place with us.
    if (value === undefined || name === 'set-cookie') continue;
    headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  if (bodiless.has(status)) {
    message.destroy();
    return new Response(null, { status, headers });
  }
  const body = Readable.toWeb(Readable.from(limitBody(message, request.maxBytes, signal)));
  return new Response(body as ReadableStream<Uint8Array>, { status, headers });
}

const isOneOf = (type: string, types: readonly string[]) =>
  types.some((each) => (each.endsWith('/*') ? type.startsWith(each.slice(0, -1)) : type === each));

function asRefusal(error: unknown, signal: AbortSignal): FetchRefusedError {
  if (error instanceof FetchRefusedError) return error;
  return new FetchRefusedError(signal.aborted ? 'timeout' : 'unreachable', { cause: error });
}

async function resolveBySystem(hostname: string): Promise<readonly string[]> {
  const found = await systemLookup(hostname, { all: true });
  return found.map(({ address }) => address);
}
