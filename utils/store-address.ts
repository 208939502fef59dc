/** The address of a team store as a person types it, or an organisation sets it. Pure. */
export type AddressProblem = 'empty' | 'malformed' | 'insecure' | 'credentials';

export type CheckedAddress =
  | { readonly ok: true; readonly origin: string }
  | { readonly ok: false; readonly problem: AddressProblem };

const LOOPBACK = new Set(['localhost', '127.0.0.1']);

/** @returns the store's origin, `https://` added where no scheme is given, whatever follows the host left out */
export function checkAddress(typed: string): CheckedAddress {
  const text = typed.trim();
  if (text === '') return { ok: false, problem: 'empty' };
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (/\s/.test(text) || !URL.canParse(full)) return { ok: false, problem: 'malformed' };
  const url = new URL(full);
  const loopback = url.protocol === 'http:' && LOOPBACK.has(url.hostname);
  if (url.protocol !== 'https:' && !loopback)
    return { ok: false, problem: url.protocol === 'http:' ? 'insecure' : 'malformed' };
  if (url.username !== '' || url.password !== '') return { ok: false, problem: 'credentials' };
  return { ok: true, origin: url.origin };
}
