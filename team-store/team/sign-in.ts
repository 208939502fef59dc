/**
 * The one place that decides what a first factor is worth: a session, or a half-signed-in state that grants nothing but
 * showing the second factor (or setting it up, where the team demands one that the member does not have yet).
 */
import { createToken, readToken } from '../crypto/tokens.ts';
import type { SecondFactor, SignInMethod } from '../database/tables.ts';
import { Refusal } from '../errors.ts';
import { mayUsePassword } from '../oidc/settings.ts';
import { inQuietChange } from './change.ts';
import type { Core } from './core.ts';
import { demandsSecondFactor, type Factors, factorsOf, hasFactor } from './second-factor.ts';
import { createSession } from './sessions.ts';

/** For finding the phone, or setting a factor up. */
export const HALF_MS = 10 * 60_000;
/** Ways that rest on a password that the member has or sets; a team may leave them to its admins. */
const BY_PASSWORD: ReadonlySet<SignInMethod> = new Set(['password', 'link', 'invitation']);
/** Codes and passkey answers that one half-signed-in state may try. */
const MOST_TRIES = 5;

export interface Who {
  readonly team: string;
  readonly member: string;
}

export interface FirstFactor {
  /** How the member was recognised. */
  readonly method: SignInMethod;
  /** Of the browser that is to be signed in; words of it are shown in the list of sessions. */
  readonly userAgent: string | undefined;
  /**
   * Set when the way of signing in counts as both factors: `passkey` (possession, and the device checked who holds it), or
   * `provider` (a single sign-on that the team trusts to have asked for a second factor itself).
   */
  readonly second?: 'passkey' | 'provider';
}

/** `token` belongs into the cookie of its kind: `SESSION_MS` long, or `HALF_MS`. */
export type SignInOutcome =
  | { readonly kind: 'session'; readonly token: string }
  | { readonly kind: 'second-factor'; readonly token: string };

/**
 * Called once the first factor is shown, by whatever way of signing in; nothing else starts a session. On a page, use
 * `signIn` of `pages/session.ts`, which also sets the cookie and leads on.
 * @throws Refusal `unauthorized` when the member is not active (any more)
 */
export function completeFirstFactor(core: Core, who: Who, first: FirstFactor): Promise<SignInOutcome> {
  const { team, member } = who;
  const { method, userAgent, second } = first;
  return core.db.inTeam(team, (tx) =>
    inQuietChange(tx, team, core.now(), async (change) => {
      const row = await tx
        .selectFrom('members as m')
        .innerJoin('teams as t', 't.team', 'm.team')
        .select(['m.roles', 't.second_factor'])
        .where('m.team', '=', team)
        .where('m.id', '=', member)
        .where('m.active', '=', true)
        .executeTakeFirst();
      if (row === undefined) throw new Refusal('unauthorized');
      if (BY_PASSWORD.has(method) && !(await mayUsePassword(tx, team, row.roles)))
        throw new Refusal('wrong_role', { text: 'sso_no_password' });
      const needed =
        second === undefined &&
        (hasFactor(await factorsOf(tx, team, member)) || demandsSecondFactor(row.second_factor, row.roles));
      if (!needed) {
        const token = await createSession(tx, change, { member, method, second: second ?? null, userAgent });
        return { kind: 'session' as const, token };
      }
      const { now } = change;
      const { text, hash } = createToken('half', team);
      await tx.deleteFrom('sign_ins').where('team', '=', team).where('expires_at', '<', now).execute();
      await tx
        .insertInto('sign_ins')
        .values({ team, token_hash: hash, member, method, created_at: now, expires_at: now + HALF_MS })
        .execute();
      return { kind: 'second-factor' as const, token: text };
    }),
  );
}

/** Who is half signed in. It says who it is and what they can show; it is no `Session`, and no page takes it for one. */
export interface HalfSignIn extends Who {
  readonly hash: Buffer;
  readonly method: SignInMethod;
  readonly name: string;
  readonly email: string;
  readonly teamName: string;
  readonly factors: Factors;
}

/** The half-signed-in state that a cookie's token speaks for, or null when it is over. */
export async function findHalfSignIn(core: Core, token: string): Promise<HalfSignIn | null> {
  const read = readToken('half', token);
  if (read === null) return null;
  const { team, hash } = read;
  return core.db.readTeam(team, async (tx) => {
    const row = await tx
      .selectFrom('sign_ins as s')
      .innerJoin('members as m', (join) => join.onRef('m.team', '=', 's.team').onRef('m.id', '=', 's.member'))
      .innerJoin('teams as t', 't.team', 's.team')
      .select(['s.member', 's.method', 'm.name', 'm.email', 't.name as teamName'])
      .where('s.team', '=', team)
      .where('s.token_hash', '=', hash)
      .where('s.expires_at', '>', core.now())
      .where('s.tries', '<', MOST_TRIES)
      .where('m.active', '=', true)
      .executeTakeFirst();
    return row === undefined ? null : { team, hash, ...row, factors: await factorsOf(tx, team, row.member) };
  });
}

/** Counts a try before it is looked at, and by itself: whoever tries at the same time does not get one more. */
export async function countTry(core: Core, { team, hash }: HalfSignIn): Promise<boolean> {
  const row = await core.db.inTeam(team, (tx) =>
    tx
      .updateTable('sign_ins')
      .set((eb) => ({ tries: eb('tries', '+', 1) }))
      .where('team', '=', team)
      .where('token_hash', '=', hash)
      .where('tries', '<', MOST_TRIES)
      .where('expires_at', '>', core.now())
      .returning('tries')
      .executeTakeFirst(),
  );
  return row !== undefined;
}

/**
 * Uses the half-signed-in state up and starts the session, once the second factor is shown.
 * @throws Refusal `unauthorized` when it is over, or was used up by another
 */
export function completeSecondFactor(
  core: Core,
  half: HalfSignIn,
  second: SecondFactor,
  userAgent: string | undefined,
): Promise<string> {
  const { team, hash } = half;
  return core.db.inTeam(team, (tx) =>
    inQuietChange(tx, team, core.now(), async (change) => {
      const row = await tx
        .deleteFrom('sign_ins')
        .where('team', '=', team)
        .where('token_hash', '=', hash)
        .where('expires_at', '>', change.now)
        .returning(['member', 'method'])
        .executeTakeFirst();
      if (row === undefined) throw new Refusal('unauthorized');
      return createSession(tx, change, { ...row, second, userAgent });
    }),
  );
}
