import { inflateRawSync } from 'node:zlib';
import { ParseError } from '../parse-failure.ts';
import type { ParseLimits } from '../parse-limits.ts';

interface Entry {
  method: number;
  packedSize: number;
  offset: number;
  encrypted: boolean;
}

const endSignature = 0x06054b50;
const centralSignature = 0x02014b50;
const localSignature = 0x04034b50;
const zipHeader = [0x50, 0x4b];

/**
 * Reads a zip archive from memory without trusting what it says about itself: sizes are not
 * believed but enforced while inflating, all parts share one budget, and the number of entries is
 * bounded before any is looked at. Zip64 is refused: no document under the size limit needs it.
 * Only names asked for are unpacked, so the rest of an archive costs nothing.
 */
export class SafeZip {
  readonly #bytes: Buffer;
  readonly #entries: Map<string, Entry>;
  readonly #limits: ParseLimits;
  #inflated = 0;

  private constructor(bytes: Buffer, entries: Map<string, Entry>, limits: ParseLimits) {
    this.#bytes = bytes;
    this.#entries = entries;
    this.#limits = limits;
  }

  /** @throws ParseError `broken` without a valid directory, `bomb` with too many entries. */
  static open(bytes: Uint8Array, limits: ParseLimits): SafeZip {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const end = findEnd(buffer);
    const count = buffer.readUInt16LE(end + 10);
    if (count > limits.archiveEntries) throw new ParseError('bomb');
    let at = buffer.readUInt32LE(end + 16);
    const entries = new Map<string, Entry>();
    for (let index = 0; index < count; index += 1) {
      if (at + 46 > buffer.length || buffer.readUInt32LE(at) !== centralSignature) {
        throw new ParseError('broken');
      }
      const nameLength = buffer.readUInt16LE(at + 28);
      const name = buffer.toString('utf8', at + 46, at + 46 + nameLength);
      // Writers differ in the leading slash and, on Windows, in its direction.
      const key = name.replaceAll('\\', '/').replace(/^\/+/, '');
      entries.set(key, {
        method: buffer.readUInt16LE(at + 10),
        packedSize: buffer.readUInt32LE(at + 20),
        offset: buffer.readUInt32LE(at + 42),
        encrypted: (buffer.readUInt16LE(at + 8) & 1) === 1,
      });
      at += 46 + nameLength + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32);
    }
    return new SafeZip(buffer, entries, limits);
  }

  names(): string[] {
    return [...this.#entries.keys()];
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /**
   * Unpacks one part; undefined when there is none of that name.
   * @throws ParseError `encrypted`, `broken`, or `bomb` as soon as a limit is passed.
   */
  read(name: string): Buffer | undefined {
    const entry = this.#entries.get(name);
    if (entry === undefined) return undefined;
    if (entry.encrypted) throw new ParseError('encrypted');
    const packed = this.#packed(entry);
    const data = entry.method === 0 ? packed : this.#inflate(packed, entry.method);
    // An archive within a part: office files hold none that is text, so it is only there to unpack further.
    if (data[0] === zipHeader[0] && data[1] === zipHeader[1]) throw new ParseError('bomb');
    this.#inflated += data.length;
    return data;
  }

  #packed(entry: Entry): Buffer {
    const at = entry.offset;
    if (at + 30 > this.#bytes.length || this.#bytes.readUInt32LE(at) !== localSignature) {
      throw new ParseError('broken');
    }
    const start = at + 30 + this.#bytes.readUInt16LE(at + 26) + this.#bytes.readUInt16LE(at + 28);
    if (start + entry.packedSize > this.#bytes.length) throw new ParseError('broken');
    return this.#bytes.subarray(start, start + entry.packedSize);
  }

  #inflate(packed: Buffer, method: number): Buffer {
    if (method !== 8) throw new ParseError('broken');
    const budget = this.#limits.inflatedBytes - this.#inflated;
    const ratioBound = Math.max(
      this.#limits.inflatedFreeBytes,
      packed.length * this.#limits.inflateRatio,
    );
    const maxOutputLength = Math.min(budget, ratioBound);
    if (maxOutputLength <= 0) throw new ParseError('bomb');
    try {
      return inflateRawSync(packed, { maxOutputLength });
    } catch (cause) {
      const tooLong = cause instanceof RangeError;
      throw new ParseError(tooLong ? 'bomb' : 'broken', undefined, { cause });
    }
  }
}

function findEnd(buffer: Buffer): number {
  // The end record is 22 bytes and a comment of at most 65,535.
  const lowest = Math.max(0, buffer.length - 22 - 0xffff);
  for (let at = buffer.length - 22; at >= lowest; at -= 1) {
    if (buffer.readUInt32LE(at) === endSignature) return at;
  }
  throw new ParseError('broken');
}
