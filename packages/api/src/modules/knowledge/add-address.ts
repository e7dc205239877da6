import { PlatformError } from '@platform/api-contract/errors';
import type { UploadResult } from '@platform/api-contract/types';
import { FetchRefusedError } from '@platform/net';
import type { Services } from '../../services.ts';
import { addFile, type FileOwner } from './add-file.ts';

const timeoutMs = 30_000;
/** What can be a document; what it truly is, is found in its bytes like an upload's. */
const types = ['text/*', 'application/*'];
const extensions: Readonly<Record<string, string>> = {
  'text/html': '.html',
  'application/xhtml+xml': '.html',
  'text/markdown': '.md',
  'text/csv': '.csv',
  'text/plain': '.txt',
  'application/pdf': '.pdf',
};

/**
 * Takes in what is at an address, like a file that was uploaded. Throws CONFLICT in words for whatever
 * cannot be fetched, which say nothing of what is behind an address that is not.
 */
export async function addAddress(
  services: Services,
  owner: FileOwner,
  address: string,
): Promise<UploadResult> {
  try {
    const { response, url } = await services.outside.fetch(address, {
      maxBytes: services.env.MAX_UPLOAD_BYTES,
      timeoutMs,
      types,
    });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      throw new PlatformError(
        'CONFLICT',
        `The address answered with status ${response.status}, and no document. Nothing was added.`,
      );
    }
    const name = nameOf(url, response.headers.get('content-type'));
    return await addFile(services, owner, { name, stream: response.body });
  } catch (error) {
    if (!(error instanceof FetchRefusedError)) throw error;
    throw new PlatformError('CONFLICT', `${error.message} Nothing was added.`, { cause: error });
  }
}

/** `acme.com help returns.html`: where it is from, since many pages are called index. */
function nameOf(url: URL, contentType: string | null): string {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  const extension = extensions[type] ?? '';
  const path = decode(url.pathname).replaceAll('/', ' ').trim();
  const name = `${url.hostname} ${path}`.trim();
  return name.toLowerCase().endsWith(extension) && path !== '' ? name : `${name}${extension}`;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Not every percent sign is an escape.
    return path;
  }
}
