/**
 * Proofs of RFC 9162: that an entry is in a tree (2.1.3), that a tree is the beginning of another (2.1.4). Making one is
 * in two steps, so that a store reads only the few nodes it takes: which nodes, and then their hashes.
 */
import { EMPTY_ROOT, type Hash, nodeHash, sameHash } from './hash.ts';
import { fold, type Place, placesOf } from './range.ts';

/** For each hash of the proof, the complete subtrees it is folded from. */
export type ProofPlan = readonly (readonly Place[])[];

/** The largest power of two below `n`, which is at least 2. */
function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/**
 * @param index of the leaf, from 0
 * @throws RangeError when the tree has no such leaf
 */
export function planInclusion(index: number, size: number): ProofPlan {
  if (index < 0 || index >= size) throw new RangeError(`a tree of ${size} has no leaf ${index}`);
  const plan: Place[][] = [];
  let [begin, end] = [0, size];
  while (end - begin > 1) {
    const middle = begin + split(end - begin);
    if (index < middle) {
      plan.push(placesOf(middle, end));
      end = middle;
    } else {
      plan.push(placesOf(begin, middle));
      begin = middle;
    }
  }
  return plan.reverse();
}

/**
 * @param older size of the older tree; from nothing to anything, and from a tree to itself, the proof is empty
 * @throws RangeError when it is larger than the newer
 */
export function planConsistency(older: number, newer: number): ProofPlan {
  if (older < 0 || older > newer) throw new RangeError(`a tree of ${older} is not within one of ${newer}`);
  if (older === 0) return [];
  const plan: Place[][] = [];
  let [begin, end, whole] = [0, newer, true];
  while (end > older) {
    const middle = begin + split(end - begin);
    if (older <= middle) {
      plan.push(placesOf(middle, end));
      end = middle;
    } else {
      plan.push(placesOf(begin, middle));
      begin = middle;
      whole = false;
    }
  }
  if (!whole) plan.push(placesOf(begin, end));
  return plan.reverse();
}

/** @param hashAt knows every place that the plan names */
export function carryOut(plan: ProofPlan, hashAt: (place: Place) => Hash): Hash[] {
  return plan.map((places) => fold(places.map(hashAt)));
}

/** Numbers are below 2^53, past what bit operators take. */
const half = (n: number): number => Math.floor(n / 2);
const isOdd = (n: number): boolean => n % 2 === 1;

/** Whether `leaf` is entry `index` (from 0) of the tree; RFC 9162, section 2.1.3.2. */
export function verifyInclusion(
  leaf: Hash,
  index: number,
  size: number,
  proof: readonly Hash[],
  root: Hash,
): boolean {
  if (index < 0 || index >= size) return false;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      hash = nodeHash(sibling, hash);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else hash = nodeHash(hash, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && sameHash(hash, root);
}

export interface TreeHead {
  readonly size: number;
  readonly root: Hash;
}

/** Whether the newer tree begins with all of the older one, unchanged; RFC 9162, section 2.1.4.2. */
export function verifyConsistency(older: TreeHead, newer: TreeHead, proof: readonly Hash[]): boolean {
  if (older.size > newer.size) return false;
  if (older.size === newer.size) return proof.length === 0 && sameHash(older.root, newer.root);
  if (older.size === 0) return proof.length === 0 && sameHash(older.root, EMPTY_ROOT);
  let [at, last] = [older.size - 1, newer.size - 1];
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  // A complete older tree is its own first node.
  const [first, ...rest] = at === 0 ? [older.root, ...proof] : proof;
  if (first === undefined) return false;
  let [was, is] = [first, first];
  for (const hash of rest) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      was = nodeHash(hash, was);
      is = nodeHash(hash, is);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else is = nodeHash(is, hash);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && sameHash(was, older.root) && sameHash(is, newer.root);
}
