import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalForm } from './canonical.ts';
import type { Draft } from './draft.ts';

declare const fingerprintBrand: unique symbol;
/** Lower-case hex SHA-256 of a draft's canonical form. */
export type Fingerprint = string & { readonly [fingerprintBrand]?: 'fingerprint' };

/**
 * Synchronous on purpose: the gate decides inside the event, and WebCrypto's digest would make it wait.
 */
export function fingerprintOf(draft: Draft): Fingerprint {
  return bytesToHex(sha256(utf8ToBytes(canonicalForm(draft))));
}
