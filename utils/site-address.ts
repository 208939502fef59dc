/** The address of a site as a person types it, or an organisation sets it. Pure. */
export type SiteProblem = 'empty' | 'malformed' | 'insecure';

export type CheckedSite =
  | { readonly ok: true; readonly host: string }
  | { readonly ok: false; readonly problem: SiteProblem };

/**
 * The host name that a site is switched on by. A star is no host: a permission is asked for one site, never for many.
 * @returns the host, whatever scheme of https, port and path it came with
 */
export function checkSite(typed: string): CheckedSite {
  const text = typed.trim();
  if (text === '') return { ok: false, problem: 'empty' };
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (/[\s*]/.test(text) || !URL.canParse(full)) return { ok: false, problem: 'malformed' };
  const { protocol, hostname, username, password } = new URL(full);
  if (protocol === 'http:') return { ok: false, problem: 'insecure' };
  if (protocol !== 'https:' || hostname === '' || username !== '' || password !== '')
    return { ok: false, problem: 'malformed' };
  return { ok: true, host: hostname };
}
