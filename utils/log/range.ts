/**
 * A tree that only grows, as little of it as growing needs: the roots of its complete subtrees. Adding an entry takes as
 * many hashes as the size has trailing one bits, and never looks at older entries.
 */
import { EMPTY_ROOT, type Hash, nodeHash } from './hash.ts';

/** A complete subtree: `2^level` leaves from leaf `index * 2^level` on. Such a node never changes once it is there. */
export interface Place {
  readonly level: number;
  readonly index: number;
}

export interface TreeNode extends Place {
  readonly hash: Hash;
}

export interface CompactRange {
  /** Number of leaves, below 2^53. */
  readonly size: number;
  /** Roots of the complete subtrees from left to right, one for each one bit of `size`, the largest first. */
  readonly peaks: readonly Hash[];
}

export const EMPTY_RANGE: CompactRange = { size: 0, peaks: [] };

/**
 * The complete subtrees that make up the leaves `[begin, end)`, from left to right.
 * @param begin a multiple of the smallest power of two that is at least `end - begin`, as every subtree's begin is
 */
export function placesOf(begin: number, end: number): Place[] {
  const places: Place[] = [];
  let at = begin;
  for (let level = 52; level >= 0; level--) {
    const width = 2 ** level;
    if (end - at < width) continue;
    places.push({ level, index: at / width });
    at += width;
  }
  return places;
}

/** How many peaks a tree of this size has. */
export function peakCount(size: number): number {
  return placesOf(0, size).length;
}

/** @returns the grown range, and the nodes that are complete now: the leaf itself and what it completes, bottom up */
export function append(
  range: CompactRange,
  leaf: Hash,
): { readonly range: CompactRange; readonly nodes: readonly TreeNode[] } {
  const peaks = [...range.peaks];
  let node: TreeNode = { level: 0, index: range.size, hash: leaf };
  const nodes = [node];
  while (node.index % 2 === 1) {
    const left = peaks.pop();
    if (left === undefined) throw new RangeError('a range has a peak for each one bit of its size');
    node = { level: node.level + 1, index: (node.index - 1) / 2, hash: nodeHash(left, node.hash) };
    nodes.push(node);
  }
  peaks.push(node.hash);
  return { range: { size: range.size + 1, peaks }, nodes };
}

/**
 * The hash over complete subtrees that stand side by side, the largest first.
 * @throws RangeError when there are none
 */
export function fold(hashes: readonly Hash[]): Hash {
  const last = hashes.at(-1);
  if (last === undefined) throw new RangeError('nothing to hash');
  return hashes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}

/** The tree head (RFC 9162, section 2.1.1). */
export function rootOf({ peaks }: CompactRange): Hash {
  return peaks.length === 0 ? EMPTY_ROOT : fold(peaks);
}
