/**
 * Joins a browser to the store by the very steps a person takes, without the typing: signs in on the store's page, asks
 * for the one-time code, and hands it to the extension.
 */
import { createHash, randomBytes } from 'node:crypto';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** A fresh PKCE pair (RFC 7636, S256). */
export function pkce(): { verifier: string; challenge: string } {
  const verifier = randomBytes(48).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/**
 * Signs in and gets the one-time code for a challenge.
 * @throws Error naming the step that the store refused.
 */
export async function joinCode(store: string, who: Credentials, challenge: string): Promise<string> {
  const form = (fields: Record<string, string>): RequestInit => ({
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(store).origin },
    body: new URLSearchParams(fields).toString(),
  });
  const signIn = await fetch(`${store}/sign-in`, form({ email: who.email, password: who.password }));
  const cookie = signIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  if (signIn.status >= 400 || cookie === '')
    throw new Error(`Signing in as ${who.email} failed (${signIn.status}).`);
  const connect = form({ challenge });
  const answer = await fetch(`${store}/join`, { ...connect, headers: { ...connect.headers, cookie } });
  const code = /\b(?:[A-Z0-9]{4}-){3}[A-Z0-9]{4}\b/.exec(await answer.text())?.[0];
  if (code === undefined) throw new Error(`The store gave no code for ${who.email} (${answer.status}).`);
  return code;
}
