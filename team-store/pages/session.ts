/** Who is signed in on the store's pages: an opaque cookie, looked up by its hash. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Core } from '../team/core.ts';
import { endSession, findSession, SESSION_MS, type Session } from '../team/sessions.ts';
import {
  completeFirstFactor,
  type FirstFactor,
  findHalfSignIn,
  HALF_MS,
  type HalfSignIn,
  type SignInOutcome,
  type Who,
} from '../team/sign-in.ts';

export type { Session };

/** `__Host-` binds the cookie to this very host and to https; on this machine over http there is no such cookie. */
export const cookieName = (secure: boolean): string => (secure ? '__Host-signoff' : 'signoff_session');

/** Of the half-signed-in state: another cookie, so that no page can take it for a session. */
export const halfCookieName = (secure: boolean): string => (secure ? '__Host-signoff-half' : 'signoff_half');

const optionsOf = (secure: boolean) => ({ path: '/', httpOnly: true, sameSite: 'lax', secure }) as const;

export function readSession(core: Core, request: FastifyRequest, secure: boolean): Promise<Session | null> {
  return findSession(core, request.cookies[cookieName(secure)] ?? '');
}

export function readHalfSignIn(
  core: Core,
  request: FastifyRequest,
  secure: boolean,
): Promise<HalfSignIn | null> {
  return findHalfSignIn(core, request.cookies[halfCookieName(secure)] ?? '');
}

function forget(reply: FastifyReply, secure: boolean, name: string): void {
  reply.clearCookie(name, optionsOf(secure));
}

/** Gives the browser the cookie of what it has reached, and takes that of the other state. */
export function keepOutcome(
  { request, reply }: Pick<SigningIn, 'request' | 'reply'>,
  secure: boolean,
  outcome: SignInOutcome,
): void {
  const whole = outcome.kind === 'session';
  const other = whole ? halfCookieName(secure) : cookieName(secure);
  if (request.cookies[other] !== undefined) forget(reply, secure, other);
  reply.setCookie(whole ? cookieName(secure) : halfCookieName(secure), outcome.token, {
    ...optionsOf(secure),
    maxAge: (whole ? SESSION_MS : HALF_MS) / 1_000,
  });
}

/** What a page gives of its visit. */
export interface SigningIn {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly session: Session | null;
  go(to: string): FastifyReply;
}

/**
 * Signs a member in whose first factor is shown, and leads on: to `next`, or to the page of the second factor. A session
 * that this browser had ends.
 * @param next a path of this store; whoever calls makes sure of that
 * @throws Refusal `unauthorized` when the member is not active
 */
export async function signIn(
  site: { readonly core: Core; readonly secure: boolean },
  visit: SigningIn,
  who: Who,
  first: Omit<FirstFactor, 'userAgent'>,
  next: string,
): Promise<FastifyReply> {
  const { core, secure } = site;
  const userAgent = visit.request.headers['user-agent'];
  const outcome = await completeFirstFactor(core, who, { ...first, userAgent });
  if (visit.session !== null) await endSession(core, visit.session);
  keepOutcome(visit, secure, outcome);
  return visit.go(outcome.kind === 'session' ? next : `/second-factor?next=${encodeURIComponent(next)}`);
}

/** Ends the session and takes its cookie. */
export async function signOut(
  core: Core,
  reply: FastifyReply,
  secure: boolean,
  session: Session,
): Promise<void> {
  await endSession(core, session);
  forget(reply, secure, cookieName(secure));
}
