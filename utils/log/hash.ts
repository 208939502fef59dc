/** The two hashes of RFC 9162, section 2.1.1 (the same in RFC 6962): a leaf can never be taken for a node. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/** A SHA-256 digest: 32 bytes. In JSON it is lower-case hex. */
export type Hash = Uint8Array;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The head of a tree without entries: SHA-256 of nothing. */
export const EMPTY_ROOT: Hash = sha256(new Uint8Array());

/** @param text what the leaf stands for; hashed as UTF-8. Must be well-formed. */
export function leafHash(text: string): Hash {
  return leafHashOf(utf8ToBytes(text));
}

export function leafHashOf(bytes: Uint8Array): Hash {
  return sha256.create().update(LEAF).update(bytes).digest();
}

export function nodeHash(left: Hash, right: Hash): Hash {
  return sha256.create().update(NODE).update(left).update(right).digest();
}

export function textDigest(text: string): Hash {
  return sha256(utf8ToBytes(text));
}

export function sameHash(a: Hash, b: Hash): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

export const toHex: (hash: Hash) => string = bytesToHex;

/** @throws Error when it is not hex of whole bytes */
export const fromHex: (hex: string) => Hash = hexToBytes;
