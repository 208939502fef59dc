const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function isStrict(segment: string): boolean {
  if (!/^[A-Za-z0-9_-]+$/.test(segment)) return false;
  const spare = segment.length % 4;
  const last = ALPHABET.indexOf(segment.at(-1) ?? '');
  return spare === 0 || (spare === 2 && last % 16 === 0) || (spare === 3 && last % 4 === 0);
}

/**
 * Whether a text is a compact JWS spelt in the one way there is. The bits that base64url leaves over are zero: otherwise
 * a signature could be written in several ways, and a changed letter would go unseen.
 */
export function isStrictJws(text: string): boolean {
  const segments = text.split('.');
  return segments.length === 3 && segments.every(isStrict);
}
