/** Who is signed in on the store's pages: sessions that can be listed and ended, one by one or all. */
import type { Member } from '../../utils/api/entities.ts';
import { createToken, readToken } from '../crypto/tokens.ts';
import type { Tx } from '../database/database.ts';
import type { SecondFactor, SignInMethod } from '../database/tables.ts';
import { browserWords } from './browser-words.ts';
import type { Change } from './change.ts';
import type { Core } from './core.ts';
import { dropSessions } from './drop-sessions.ts';
import { demandsSecondFactor } from './second-factor.ts';

export const SESSION_MS = 12 * 3_600_000;
const SEEN_EVERY_MS = 60_000;

export interface Session {
  readonly team: string;
  readonly teamName: string;
  readonly member: Member;
  readonly hash: Buffer;
  /** What lists and their buttons name it by. */
  readonly id: string;
}

export interface NewSession {
  readonly member: string;
  readonly method: SignInMethod;
  /** How the second factor was shown; null when none was. */
  readonly second: SecondFactor | null;
  readonly userAgent: string | undefined;
}

/** Starts a session and enters it into the record. @returns the token for the browser's cookie */
export async function createSession(
  tx: Tx,
  change: Change,
  { member, method, second, userAgent }: NewSession,
): Promise<string> {
  const { team, now } = change;
  const { text, hash } = createToken('session', team);
  await tx.deleteFrom('sessions').where('team', '=', team).where('expires_at', '<', now).execute();
  await tx
    .insertInto('sessions')
    .values({
      team,
      token_hash: hash,
      member,
      method,
      second,
      browser: browserWords(userAgent),
      created_at: now,
      last_used_at: now,
      expires_at: now + SESSION_MS,
    })
    .execute();
  change.record({ kind: 'session.start', member, outcome: 'applied', method, second });
  return text;
}

/** Notes the visit now and then; never fails the page it belongs to. */
function noteUse(core: Core, team: string, hash: Buffer, lastUsed: number | null): void {
  const now = core.now();
  if (lastUsed !== null && now - lastUsed < SEEN_EVERY_MS) return;
  core.later(() =>
    core.db.inTeam(team, async (tx) => {
      await tx
        .updateTable('sessions')
        .set({ last_used_at: now })
        .where('team', '=', team)
        .where('token_hash', '=', hash)
        .execute();
    }),
  );
}

/**
 * The session that a cookie's token speaks for; null when it has ended, its member is not active any more, or the team
 * has come to demand a second factor that it was started without.
 */
export async function findSession(core: Core, token: string): Promise<Session | null> {
  const read = readToken('session', token);
  if (read === null) return null;
  const { team, hash } = read;
  const row = await core.db.readTeam(team, (tx) =>
    tx
      .selectFrom('sessions as s')
      .innerJoin('members as m', (join) => join.onRef('m.team', '=', 's.team').onRef('m.id', '=', 's.member'))
      .innerJoin('teams as t', 't.team', 's.team')
      .select(['m.id', 'm.name', 'm.email', 'm.roles', 'm.active', 't.name as teamName', 't.second_factor'])
      .select(['s.id as session', 's.second', 's.last_used_at'])
      .where('s.team', '=', team)
      .where('s.token_hash', '=', hash)
      .where('s.expires_at', '>', core.now())
      .executeTakeFirst(),
  );
  if (row === undefined || !row.active) return null;
  const { teamName, session, second, second_factor, last_used_at, ...member } = row;
  if (second === null && demandsSecondFactor(second_factor, member.roles)) return null;
  noteUse(core, team, hash, last_used_at);
  return { team, teamName, member, hash, id: session };
}

/** A session goes on as one with a second factor: its member has just shown one. */
export async function markSecond(tx: Tx, { team, hash }: Session, second: 'totp' | 'passkey'): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ second })
    .where('team', '=', team)
    .where('token_hash', '=', hash)
    .where('second', 'is', null)
    .execute();
}

/** Ends the session of who signs out. */
export async function endSession(core: Core, { team, hash }: Session): Promise<void> {
  await core.db.inTeam(team, (tx) =>
    tx.deleteFrom('sessions').where('team', '=', team).where('token_hash', '=', hash).execute(),
  );
}

export interface SessionFacts {
  readonly id: string;
  readonly browser: string;
  readonly method: SignInMethod;
  readonly second: SecondFactor | null;
  readonly created_at: number;
  readonly last_used_at: number | null;
}

/** A member's sessions that have not run out, the newest first. */
export function listSessions(tx: Tx, team: string, member: string, now: number): Promise<SessionFacts[]> {
  return tx
    .selectFrom('sessions')
    .select(['id', 'browser', 'method', 'second', 'created_at', 'last_used_at'])
    .where('team', '=', team)
    .where('member', '=', member)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
}

/** @param by the member who does it: its own, or an admin. @returns false when the member has no such session */
export async function revokeSession(
  tx: Tx,
  change: Change,
  by: string,
  member: string,
  session: string,
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('sessions')
    .where('team', '=', change.team)
    .where('member', '=', member)
    .where('id', '=', session)
    .executeTakeFirst();
  if (numDeletedRows === 0n) return false;
  change.record({ kind: 'session.revoke', member: by, outcome: 'applied', subject: member, sessions: 1 });
  return true;
}

/** Ends the member's sessions, those that are half signed in too. @param except the session that goes on, or null */
export async function revokeSessions(
  tx: Tx,
  change: Change,
  by: string,
  member: string,
  except: string | null,
): Promise<void> {
  const sessions = await dropSessions(tx, change.team, member, except);
  if (sessions > 0)
    change.record({ kind: 'session.revoke', member: by, outcome: 'applied', subject: member, sessions });
}
