import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** A file below `folder`, or 404. For tests and for showing the demo page: not hardened for the world. */
export async function serveFile(
  folder: string,
  url: string,
  response: ServerResponse,
): Promise<void> {
  const path = normalize(new URL(url, 'http://localhost').pathname);
  try {
    const bytes = await readFile(join(folder, path));
    response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream');
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}
