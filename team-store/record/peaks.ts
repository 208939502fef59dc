import { type CompactRange, peakCount } from '../../utils/log/range.ts';

const HASH_BYTES = 32;

/** A compact range as the team's row has it: the peaks one after the other, the largest first. */
export function packPeaks({ peaks }: CompactRange): Buffer {
  return Buffer.concat(peaks);
}

/** @throws Error when these cannot be the peaks of a tree of that size */
export function readPeaks(size: number, packed: Buffer): CompactRange {
  const count = peakCount(size);
  if (packed.length !== count * HASH_BYTES) throw new Error(`a tree of ${size} entries has ${count} peaks`);
  const peaks = Array.from({ length: count }, (_, at) =>
    Uint8Array.from(packed.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES)),
  );
  return { size, peaks };
}
