import { contract, routes } from '@platform/api-contract/contract';
import { PlatformError } from '@platform/api-contract/errors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addFile } from '../modules/knowledge/add-file.ts';
import { memberAsOwner } from '../modules/knowledge/member-as-owner.ts';
import { openOriginal } from '../modules/knowledge/open-original.ts';
import type { Services } from '../services.ts';
import type { WorkspaceContext } from './contexts.ts';
import type { Guard } from './guard.ts';
import type { DescribeRequest } from './server.ts';

/** Uploads and downloads: routes of the contract that cannot be procedures, through the same guard. */
export function registerDocumentRoutes(
  app: FastifyInstance,
  options: { guard: Guard; describe: DescribeRequest; services: Services },
): void {
  const { guard, describe, services } = options;
  const { uploadDocuments, downloadDocument } = routes;

  app.post(uploadDocuments.path, async (request, reply) => {
    // Judged before a byte of the body is read.
    const ctx = (await guard(
      { ...uploadDocuments, path: 'upload.documents', kind: 'mutation' },
      describe(request, reply),
    )) as WorkspaceContext;
    if (!request.isMultipart()) {
      throw new PlatformError('UNSUPPORTED_TYPE', 'Send the files as multipart/form-data.');
    }
    const files: Awaited<ReturnType<typeof addFile>>[] = [];
    for await (const part of partsOf(request)) {
      // What stops reading a file half-way must not end the request that carries the next ones.
      const stream = part.file.iterator({ destroyOnReturn: false });
      const file = { name: part.filename, stream };
      files.push(
        await addFile(services, memberAsOwner(ctx), file).catch((error: unknown) => {
          throw error === part.file.errored ? brokenForm(error) : error;
        }),
      );
      part.file.resume();
    }
    if (files.length === 0) {
      throw new PlatformError('INVALID_INPUT', 'The request holds no file.');
    }
    return reply.header('cache-control', 'no-store').send({ files });
  });

  app.get<{ Params: { documentId: string } }>(downloadDocument.path, async (request, reply) => {
    const ctx = (await guard(
      { ...downloadDocument, path: 'files.document', kind: 'query' },
      describe(request, reply),
    )) as WorkspaceContext;
    const input = contract.knowledge.get.input.safeParse(request.params);
    if (!input.success) throw new PlatformError('NOT_FOUND');
    const original = await openOriginal(services, ctx.tenantId, input.data.documentId);
    const name = encodeURIComponent(original.fileName).replaceAll("'", '%27');
    // Always a download, never a page of ours: what a customer uploads may be HTML.
    return reply
      .headers({
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename*=UTF-8''${name}`,
        'content-security-policy': "sandbox; default-src 'none'",
        'cache-control': 'private, no-store',
      })
      .send(original.stream);
  });
}

/** The files of a form. A form that breaks off or is none is the sender's mistake, never ours. */
async function* partsOf(request: FastifyRequest) {
  try {
    yield* request.files();
  } catch (error) {
    // A limit that was reached has its own status.
    throw error instanceof Error && 'statusCode' in error ? error : brokenForm(error);
  }
}

const brokenForm = (cause: unknown) =>
  new PlatformError('INVALID_INPUT', 'The form broke off or is not multipart/form-data.', {
    cause,
  });
