import path from 'node:path';
import { makeDataDir } from '@platform/db';
import { createLocalFiles, createS3Files, type FileStore } from '@platform/knowledge';
import type { Env } from '@platform/shared/env';

/** The bucket the environment names, or a directory of this host. */
export async function openFiles(env: Env): Promise<FileStore> {
  if (env.S3_ENDPOINT === undefined || env.S3_BUCKET === undefined) {
    const dataDir = path.resolve(env.DATA_DIR);
    makeDataDir(dataDir);
    // Whoever has the embedded database has the lock of the directory.
    return createLocalFiles(path.join(dataDir, 'files'), { alone: env.DATABASE_URL === undefined });
  }
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  return createS3Files({
    endpoint: env.S3_ENDPOINT,
    bucket: env.S3_BUCKET,
    region: env.S3_REGION,
    credentials:
      accessKeyId === undefined || secretAccessKey === undefined
        ? undefined
        : { accessKeyId, secretAccessKey },
  });
}
