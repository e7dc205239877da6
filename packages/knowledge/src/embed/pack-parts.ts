/**
 * Vectors of a chunk's parts, a signed byte per number, one after another. A vector is scaled by its
 * largest number, so that the whole range of a byte is used; only directions are compared, and the
 * error of a cosine stays below 0.01.
 */
export function packParts(vectors: readonly Float32Array[]): Uint8Array {
  const width = vectors[0]?.length ?? 0;
  const packed = new Int8Array(vectors.length * width);
  vectors.forEach((vector, i) => {
    if (vector.length !== width) throw new RangeError('Vectors of one chunk differ in length.');
    const largest = vector.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
    const scale = largest === 0 ? 0 : 127 / largest;
    vector.forEach((each, j) => {
      packed[i * width + j] = Math.round(each * scale);
    });
  });
  return new Uint8Array(packed.buffer);
}

/** The vectors that `packParts` packed; their directions, not their lengths. */
export function unpackParts(packed: Uint8Array, width: number): Int8Array[] {
  const bytes = new Int8Array(packed.buffer, packed.byteOffset, packed.byteLength);
  const vectors: Int8Array[] = [];
  for (let at = 0; at + width <= bytes.length; at += width) {
    vectors.push(bytes.subarray(at, at + width));
  }
  return vectors;
}

/** Cosine of two vectors of one length; 0 where one of them is all zeros. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [dot, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i += 1) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa === 0 || bb === 0 ? 0 : dot / Math.sqrt(aa * bb);
}
