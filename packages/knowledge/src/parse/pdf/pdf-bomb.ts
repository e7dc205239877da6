import { inflateSync } from 'node:zlib';
import { ParseError } from '../parse-failure.ts';
import type { ParseLimits } from '../parse-limits.ts';

const openMark = Buffer.from('stream');
const closeMark = Buffer.from('endstream');

/**
 * Looks through the streams of a PDF before it is opened, and refuses a file whose deflated streams
 * unpack past the limits. Pictures are left out (reading text never unpacks them); what hides
 * behind other filters or encryption is caught by the memory bound of the worker.
 * @throws ParseError `bomb`
 */
export function refusePdfBomb(bytes: Uint8Array, limits: ParseLimits): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let budget = limits.inflatedBytes;
  let at = buffer.indexOf(openMark);
  while (at !== -1) {
    const end = buffer.indexOf(closeMark, at + openMark.length);
    const stop = end === -1 ? buffer.length : end;
    if (!isPicture(buffer, at)) {
      budget -= inflatedSize(buffer.subarray(dataStart(buffer, at), stop), budget, limits, 0);
      if (budget <= 0) throw new ParseError('bomb');
    }
    if (end === -1) return;
    at = buffer.indexOf(openMark, end + closeMark.length);
  }
}

function dataStart(buffer: Buffer, at: number): number {
  let start = at + openMark.length;
  if (buffer[start] === 0x0d) start += 1;
  if (buffer[start] === 0x0a) start += 1;
  return start;
}

/** The dictionary stands right before its stream. */
function isPicture(buffer: Buffer, at: number): boolean {
  const before = buffer.toString('latin1', Math.max(0, at - 2_000), at);
  const dictionary = before.slice(before.lastIndexOf(' obj') + 1);
  return /\/Subtype\s{0,5}\/Image/.test(dictionary) && dictionary.includes('/Width');
}

/** Streams may be deflated several times over; more than four times is never meant well. */
const maxLayers = 4;

function inflatedSize(data: Buffer, budget: number, limits: ParseLimits, layer: number): number {
  // A zlib header: method 8 and a check over both bytes.
  const [a = 0, b = 0] = data;
  if ((a & 0x0f) !== 8 || (a * 256 + b) % 31 !== 0) return 0;
  if (layer >= maxLayers) throw new ParseError('bomb');
  const ratioBound = Math.max(limits.inflatedFreeBytes, data.length * limits.inflateRatio);
  try {
    const inflated = inflateSync(data, {
      maxOutputLength: Math.max(1, Math.min(budget, ratioBound)),
    });
    return inflated.length + inflatedSize(inflated, budget - inflated.length, limits, layer + 1);
  } catch (cause) {
    if (cause instanceof ParseError) throw cause;
    if (cause instanceof RangeError) throw new ParseError('bomb', undefined, { cause });
    // Damaged or encrypted data: nothing to unpack here.
    return 0;
  }
}
