const mib = 1024 * 1024;

/**
 * Bounds of one parse. Each is a place where a small hostile file could otherwise take the
 * machine. Sizes in bytes unless named otherwise.
 */
export interface ParseLimits {
  fileBytes: number;
  /** All parts of an archive, or all streams of a PDF, unpacked, together. */
  inflatedBytes: number;
  /** Unpacked bytes per packed byte; only looked at beyond `inflatedFreeBytes`. */
  inflateRatio: number;
  inflatedFreeBytes: number;
  archiveEntries: number;
  pages: number;
  /** Length of the resulting text in UTF-16 code units. */
  textLength: number;
  timeoutMs: number;
  heapMiB: number;
  /** Memory outside the JavaScript heap (buffers). */
  externalMiB: number;
}

/**
 * Real office files unpack to 3 to 30 times their size (XML of sheets goes beyond 50), so 200 leaves
 * room; a deflate bomb reaches 1,032. A novel is 1 MB of text, so 20 million units is a library.
 */
export const defaultParseLimits: ParseLimits = {
  fileBytes: 50 * mib,
  inflatedBytes: 512 * mib,
  inflateRatio: 200,
  inflatedFreeBytes: 16 * mib,
  archiveEntries: 20_000,
  pages: 10_000,
  textLength: 20_000_000,
  timeoutMs: 120_000,
  heapMiB: 768,
  externalMiB: 1024,
};
