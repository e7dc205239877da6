import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface S3TestServer {
  endpoint: string;
  objects: Map<string, Buffer>;
  headers: Map<string, IncomingMessage['headers']>;
  close(): Promise<void>;
}

/**
 * Speaks the part of the S3 protocol the driver uses, as path-style storage does: signed requests
 * only, XML errors with their codes, 204 for deletions of anything.
 */
export async function startS3Server(bucket: string): Promise<S3TestServer> {
  const objects = new Map<string, Buffer>();
  const headers = new Map<string, IncomingMessage['headers']>();
  const server = createServer((request, response) => {
    void answer(request, response);
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body: Buffer[] = [];
    for await (const chunk of request) body.push(Buffer.from(chunk));
    const fail = (status: number, code: string) => {
      response.writeHead(status, { 'content-type': 'application/xml' });
      response.end(
        `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
      );
    };
    const authorization = request.headers.authorization ?? '';
    if (
      !/^AWS4-HMAC-SHA256 Credential=key-id\/\d{8}\/eu-test-1\/s3\/aws4_request/.test(authorization)
    ) {
      return fail(403, 'AccessDenied');
    }
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://s3.test');
    const [, inBucket, ...rest] = pathname.split('/');
    if (inBucket !== bucket) return fail(404, 'NoSuchBucket');
    const key = rest.join('/');
    const data = Buffer.concat(body);
    if (searchParams.get('list-type') === '2') {
      response.writeHead(200, { 'content-type': 'application/xml' });
      response.end(
        listing(searchParams.get('prefix') ?? '', searchParams.get('continuation-token') ?? ''),
      );
    } else if (request.method === 'HEAD') response.writeHead(200).end();
    else if (request.method === 'PUT') {
      if (Number(request.headers['content-length']) !== data.length)
        return fail(411, 'MissingContentLength');
      objects.set(key, data);
      headers.set(key, request.headers);
      response.writeHead(200, { etag: '"0"' }).end();
    } else if (request.method === 'DELETE') {
      objects.delete(key);
      response.writeHead(204).end();
    } else {
      const object = objects.get(key);
      if (object === undefined) return fail(404, 'NoSuchKey');
      response.writeHead(200, { 'content-length': object.length }).end(object);
    }
  }

  /** Two keys a page, so that paging is needed at once. */
  function listing(prefix: string, after: string): string {
    const keys = [...objects.keys()].sort().filter((key) => key.startsWith(prefix) && key > after);
    const page = keys.slice(0, 2);
    const contents = page.map(
      (key) =>
        `<Contents><Key>${key}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>`,
    );
    const next =
      keys.length > 2 ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
    return `<?xml version="1.0"?><ListBucketResult><IsTruncated>${keys.length > 2}</IsTruncated>${contents.join('')}${next}</ListBucketResult>`;
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    headers,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
