/**
 * Packs that come with Signoff, known by the digest of their text. The tests of this version have run all their examples;
 * a text that is changed by one character is another, and is checked like everybody's.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import proven from '../../assets/packs/proven.json' with { type: 'json' };

const DIGESTS: ReadonlySet<string> = new Set(Object.values(proven));

/** Lower-case hex SHA-256 of a pack's text. */
export function packDigest(yaml: string): string {
  return bytesToHex(sha256(utf8ToBytes(yaml)));
}

/** Whether the text is that of a pack as it is shipped, to the character. */
export function isProven(yaml: string): boolean {
  return DIGESTS.has(packDigest(yaml));
}
