import canonicalize from 'canonicalize';

function wellFormed(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, one) => (typeof one === 'string' ? one.toWellFormed() : one)),
  );
}

/**
 * The one text that a JSON value has (RFC 8785). Half a surrogate pair, which has no UTF-8, becomes U+FFFD.
 * @throws TypeError for what JSON cannot hold
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(wellFormed(value));
  if (text === undefined) throw new TypeError('this has no JSON');
  return text;
}

/**
 * Reads text that says the same in no other way: blanks, another order of keys, a key twice, another spelling of a number
 * or of a letter are all refused, so that a changed byte is a changed value.
 * @returns undefined when it is not canonical JSON
 */
export function parseCanonical(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return canonicalize(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}
