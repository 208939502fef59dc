/** The definitions of RFC 9162, section 2.1, to the letter, over all leaves at once: what the quick ways are held to. */
import { createHash } from 'node:crypto';
import type { Hash } from '../../../utils/log/hash.ts';

function sha256(...parts: Uint8Array[]): Hash {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return Uint8Array.from(hash.digest());
}

function split(n: number): number {
  return 2 ** Math.floor(Math.log2(n - 1));
}

/** MTH(D[n]) of section 2.1.1. */
export function treeHead(leaves: readonly Uint8Array[]): Hash {
  const [only, ...others] = leaves;
  if (only === undefined) return sha256();
  if (others.length === 0) return sha256(Uint8Array.of(0), only);
  const k = split(leaves.length);
  return sha256(Uint8Array.of(1), treeHead(leaves.slice(0, k)), treeHead(leaves.slice(k)));
}

/** PATH(m, D[n]) of section 2.1.3.1. */
export function inclusionPath(m: number, leaves: readonly Uint8Array[]): Hash[] {
  if (leaves.length <= 1) return [];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return m < k
    ? [...inclusionPath(m, left), treeHead(right)]
    : [...inclusionPath(m - k, right), treeHead(left)];
}

/** SUBPROOF(m, D[n], b) of section 2.1.4.1. */
function subproof(m: number, leaves: readonly Uint8Array[], whole: boolean): Hash[] {
  if (m === leaves.length) return whole ? [] : [treeHead(leaves)];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return m <= k
    ? [...subproof(m, left, whole), treeHead(right)]
    : [...subproof(m - k, right, false), treeHead(left)];
}

/** PROOF(m, D[n]) of section 2.1.4.1; `0 < m <= n`. */
export function consistencyProof(m: number, leaves: readonly Uint8Array[]): Hash[] {
  return subproof(m, leaves, true);
}
