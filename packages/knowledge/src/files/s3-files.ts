import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { checkedKey, FileMissingError, type FileStore, isFileKey } from './file-store.ts';
import { receiveFile } from './receive-file.ts';

export interface S3FilesOptions {
  endpoint: string;
  bucket: string;
  region: string;
  /** Undefined: the SDK's own chain (instance role, environment). */
  credentials?: { accessKeyId: string; secretAccessKey: string } | undefined;
}

/**
 * Keeps files in a bucket of any S3-compatible storage. Uploads are taken in on this host's disk
 * first: their size and hash are known, and refused ones never reach the bucket.
 */
export async function createS3Files(options: S3FilesOptions): Promise<FileStore> {
  const { bucket, credentials } = options;
  const client = new S3Client({
    endpoint: options.endpoint,
    region: options.region,
    // Storage that is not Amazon's seldom has a host name for each bucket.
    forcePathStyle: true,
    // Many of them do not know the newer checksums either.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(credentials === undefined ? {} : { credentials }),
  });
  const incoming = await mkdtemp(path.join(os.tmpdir(), 'uploads-'));

  async function get(key: string) {
    try {
      const object = await client.send(
        new GetObjectCommand({ Bucket: bucket, Key: checkedKey(key) }),
      );
      if (object.Body === undefined) throw new FileMissingError(key);
      return object.Body;
    } catch (error) {
      throw error instanceof NoSuchKey ? new FileMissingError(key, { cause: error }) : error;
    }
  }

  return {
    description: `bucket ${bucket} at ${options.endpoint}`,
    receive: (source, maxBytes) => receiveFile(source, incoming, maxBytes),
    async store(key, file) {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: checkedKey(key),
          Body: createReadStream(file.path),
          ContentLength: file.sizeBytes,
          // Whoever gets at the object by its address downloads it; nothing of it ever runs.
          ContentType: 'application/octet-stream',
          ContentDisposition: 'attachment',
        }),
      );
      await rm(file.path, { force: true });
    },
    async read(key) {
      const body = await get(key);
      return new Uint8Array(await body.transformToByteArray());
    },
    async open(key) {
      const body = await get(key);
      if (!(body instanceof Readable)) throw new TypeError('Expected a stream.');
      return body;
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: checkedKey(key) }));
    },
    async *list(tenantId) {
      let after: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({
            Bucket: bucket,
            ...(tenantId === undefined ? {} : { Prefix: `${tenantId}/` }),
            ...(after === undefined ? {} : { ContinuationToken: after }),
          }),
        );
        for (const { Key: key, LastModified: storedAt } of page.Contents ?? []) {
          if (key !== undefined && storedAt !== undefined && isFileKey(key))
            yield { key, storedAt };
        }
        after = page.NextContinuationToken;
      } while (after !== undefined);
    },
    async check() {
      try {
        await client.send(new HeadBucketCommand({ Bucket: bucket }));
      } catch (cause) {
        const reason = cause instanceof Error ? `${cause.name} ${cause.message}` : String(cause);
        throw new Error(`Bucket ${bucket} at ${options.endpoint} cannot be reached: ${reason}`, {
          cause,
        });
      }
    },
  };
}
