/**
 * Secrets that are handed out once. Each names its team, so that row security holds before it is looked up; only its
 * SHA-256 is stored. 256 random bits need no salt and no slow hash.
 */
import { createHash, randomBytes, randomInt } from 'node:crypto';

export type TokenKind = 'sgn' | 'session' | 'half' | 'invite' | 'setup' | 'password';

const TOKEN = /^(sgn|session|half|invite|setup|password)_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/;

export interface Token {
  readonly text: string;
  readonly hash: Buffer;
}

export function hashSecret(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

export function createToken(kind: TokenKind, team: string): Token {
  const text = `${kind}_${team.replaceAll('-', '')}_${randomBytes(32).toString('base64url')}`;
  return { text, hash: hashSecret(text) };
}

/** The team that the token names and the hash to look it up by, or null when it is no token of this kind. */
export function readToken(
  kind: TokenKind,
  text: string,
): { readonly team: string; readonly hash: Buffer } | null {
  const match = TOKEN.exec(text);
  const hex = match?.[2];
  if (match?.[1] !== kind || hex === undefined) return null;
  const team = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { team, hash: hashSecret(text) };
}

/** No 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V. */
const ALPHABET = '34679ACDEFGHJKMNPQRTUWXY';

/** A code to be typed: 16 characters (73 bits) in groups of four. */
export function createJoinCode(): Token {
  const letters = Array.from({ length: 16 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return { text: letters.replace(/(.{4})(?=.)/g, '$1-'), hash: hashSecret(letters) };
}

/** Case, blanks and hyphens are free. Null when it cannot be a code. */
export function hashJoinCode(typed: string): Buffer | null {
  const letters = typed.toUpperCase().replace(/[\s-]/g, '');
  if (letters.length !== 16 || [...letters].some((letter) => !ALPHABET.includes(letter))) return null;
  return hashSecret(letters);
}
