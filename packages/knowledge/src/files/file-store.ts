import type { Readable } from 'node:stream';

/** An upload that was taken in whole: on this host's disk, measured and hashed, not yet stored. */
export interface ReceivedFile {
  path: string;
  sizeBytes: number;
  /** Lower-case hexadecimal. */
  sha256: string;
  /** Removes it; does nothing once it was stored. */
  discard(): Promise<void>;
}

export interface StoredFile {
  key: string;
  storedAt: Date;
}

/** Where uploaded files are kept. Keys come from `fileKey` alone; any other is refused. */
export interface FileStore {
  /** For the list of services, without secrets. */
  readonly description: string;
  /**
   * Takes a stream in, at the pace it can be written. A stream that breaks off leaves nothing.
   * @throws FileTooLargeError as soon as there are more than `maxBytes`.
   */
  receive(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<ReceivedFile>;
  /** Keeps a received file under the key, for good before it returns: whole or not at all. */
  store(key: string, file: ReceivedFile): Promise<void>;
  /** @throws FileMissingError */
  read(key: string): Promise<Uint8Array<ArrayBuffer>>;
  /** A stream of the file, for downloads. @throws FileMissingError */
  open(key: string): Promise<Readable>;
  /** Removes the file; a file that is not there is removed already. */
  remove(key: string): Promise<void>;
  /**
   * Every stored file, or those of one workspace, in no order. Files stored meanwhile may or may not be
   * among them.
   */
  list(tenantId?: string): AsyncIterable<StoredFile>;
  /** @throws Error saying what is wrong, when the place cannot be written and read. */
  check(): Promise<void>;
}

export class FileTooLargeError extends Error {
  override name = 'FileTooLargeError';
  readonly maxBytes: number;

  constructor(maxBytes: number) {
    super(`The file is larger than ${maxBytes} bytes.`);
    this.maxBytes = maxBytes;
  }
}

export class FileMissingError extends Error {
  override name = 'FileMissingError';

  constructor(key: string, options?: ErrorOptions) {
    super(`No file is stored under ${key}.`, options);
  }
}

const keyPattern = /^ten_[0-9a-z]{26}\/(?:doc|exp)_[0-9a-z]{26}$/;

/**
 * One place for each document or export, under its workspace: what one document's deletion removes is never
 * another's, even while the same bytes are uploaded again.
 */
export function fileKey(tenantId: string, ownerId: string): string {
  return checkedKey(`${tenantId}/${ownerId}`);
}

export function isFileKey(key: string): boolean {
  return keyPattern.test(key);
}

/** @throws TypeError when it is no key; nothing of a request ever becomes a path (no dots, no slashes). */
export function checkedKey(key: string): string {
  if (!keyPattern.test(key)) throw new TypeError('Not the key of a stored file.');
  return key;
}
