/** Who is signed in on the store's pages: an opaque cookie, looked up by its hash. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Member } from '../../utils/api/entities.ts';
import { verifyPassword } from '../crypto/passwords.ts';
import { createToken, readToken } from '../crypto/tokens.ts';
import type { Core } from '../team/core.ts';
import { cleanEmail } from '../team/members.ts';

const SESSION_MS = 12 * 3_600_000;

export interface Session {
  readonly team: string;
  readonly teamName: string;
  readonly member: Member;
  readonly hash: Buffer;
}

/** `__Host-` binds the cookie to this very host and to https; on this machine over http there is no such cookie. */
export const cookieName = (secure: boolean): string => (secure ? '__Host-signoff' : 'signoff_session');

export async function readSession(
  core: Core,
  request: FastifyRequest,
  secure: boolean,
): Promise<Session | null> {
  const read = readToken('session', request.cookies[cookieName(secure)] ?? '');
  if (read === null) return null;
  const { team, hash } = read;
  const row = await core.db.readTeam(team, (tx) =>
    tx
      .selectFrom('sessions as s')
      .innerJoin('members as m', (join) => join.onRef('m.team', '=', 's.team').onRef('m.id', '=', 's.member'))
      .innerJoin('teams as t', 't.team', 's.team')
      .select(['m.id', 'm.name', 'm.email', 'm.roles', 'm.active', 't.name as teamName'])
      .where('s.team', '=', team)
      .where('s.token_hash', '=', hash)
      .where('s.expires_at', '>', core.now())
      .executeTakeFirst(),
  );
  if (row === undefined || !row.active) return null;
  const { teamName, ...member } = row;
  return { team, teamName, member, hash };
}

export async function startSession(
  core: Core,
  reply: FastifyReply,
  secure: boolean,
  who: { readonly team: string; readonly member: string },
): Promise<void> {
  const now = core.now();
  const { team, member } = who;
  const { text, hash } = createToken('session', team);
  await core.db.inTeam(team, async (tx) => {
    await tx.deleteFrom('sessions').where('team', '=', team).where('expires_at', '<', now).execute();
    await tx
      .insertInto('sessions')
      .values({ team, token_hash: hash, member, created_at: now, expires_at: now + SESSION_MS })
      .execute();
  });
  reply.setCookie(cookieName(secure), text, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: SESSION_MS / 1_000,
  });
}

export async function endSession(
  core: Core,
  reply: FastifyReply,
  secure: boolean,
  session: Session,
): Promise<void> {
  const { team, hash } = session;
  await core.db.inTeam(team, (tx) =>
    tx.deleteFrom('sessions').where('team', '=', team).where('token_hash', '=', hash).execute(),
  );
  reply.clearCookie(cookieName(secure), { path: '/', httpOnly: true, sameSite: 'lax', secure });
}

/**
 * The member with this address and password, in whichever team of this store; null without saying what is wrong.
 * The same address may be in several teams: the first whose password fits, by team id.
 */
export async function findByPassword(
  core: Core,
  email: string,
  password: string,
): Promise<{ team: string; member: string } | null> {
  const address = cleanEmail(email);
  const teams = await core.db.lookup((tx) =>
    tx
      .selectFrom('members')
      .select('team')
      .where('email', '=', address)
      .where('active', '=', true)
      .orderBy('team')
      .limit(20)
      .execute(),
  );
  for (const { team } of teams) {
    const row = await core.db.readTeam(team, (tx) =>
      tx
        .selectFrom('members as m')
        .innerJoin('member_passwords as p', (join) =>
          join.onRef('p.team', '=', 'm.team').onRef('p.member', '=', 'm.id'),
        )
        .select(['m.id', 'p.hash'])
        .where('m.team', '=', team)
        .where('m.email', '=', address)
        .where('m.active', '=', true)
        .executeTakeFirst(),
    );
    if (row !== undefined && (await verifyPassword(row.hash, password))) return { team, member: row.id };
  }
  if (teams.length === 0) await verifyPassword(null, password);
  return null;
}
