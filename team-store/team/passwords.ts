/** A new password for a member who has forgotten theirs: by a link that works once, for a day. */
import { hashPassword } from '../crypto/passwords.ts';
import { createToken, readToken } from '../crypto/tokens.ts';
import type { Tx } from '../database/database.ts';
import { Refusal } from '../errors.ts';
import { type Change, inChange } from './change.ts';
import type { Core } from './core.ts';
import { dropSessions } from './drop-sessions.ts';

export const PASSWORD_LINK_HOURS = 24;
const LINK_MS = PASSWORD_LINK_HOURS * 3_600_000;

export interface PasswordLink {
  readonly token: string;
  readonly email: string;
}

/** Links of the member that nobody has used yet are worth nothing afterwards. */
export async function dropPasswordLinks(tx: Tx, team: string, member: string): Promise<void> {
  await tx
    .deleteFrom('password_links')
    .where('team', '=', team)
    .where('member', '=', member)
    .where('used_at', 'is', null)
    .execute();
}

/**
 * @param by the admin who makes it, or null for whoever runs the store
 * @returns null when the team has no such active member
 */
export async function createPasswordLink(
  tx: Tx,
  change: Change,
  by: string | null,
  member: string,
): Promise<PasswordLink | null> {
  const { team, now } = change;
  const known = await tx
    .selectFrom('members')
    .select('email')
    .where('team', '=', team)
    .where('id', '=', member)
    .where('active', '=', true)
    .executeTakeFirst();
  if (known === undefined) return null;
  await dropPasswordLinks(tx, team, member);
  const { text, hash } = createToken('password', team);
  await tx
    .insertInto('password_links')
    .values({ team, token_hash: hash, member, made_by: by, created_at: now, expires_at: now + LINK_MS })
    .execute();
  change.record({ kind: 'member.password-link', member: by, outcome: 'applied', subject: member });
  return { token: text, email: known.email };
}

export interface OpenPasswordLink {
  readonly member: string;
  readonly teamName: string;
  readonly email: string;
}

async function openLink(core: Core, tx: Tx, team: string, hash: Buffer): Promise<OpenPasswordLink | null> {
  const row = await tx
    .selectFrom('password_links as l')
    .innerJoin('members as m', (join) => join.onRef('m.team', '=', 'l.team').onRef('m.id', '=', 'l.member'))
    .innerJoin('teams as t', 't.team', 'l.team')
    .select(['m.id as member', 'm.email', 't.name as teamName'])
    .where('l.team', '=', team)
    .where('l.token_hash', '=', hash)
    .where('l.used_at', 'is', null)
    .where('l.expires_at', '>', core.now())
    .where('m.active', '=', true)
    .executeTakeFirst();
  return row ?? null;
}

export async function findPasswordLink(core: Core, token: string): Promise<OpenPasswordLink | null> {
  const read = readToken('password', token);
  if (read === null) return null;
  return core.db.readTeam(read.team, (tx) => openLink(core, tx, read.team, read.hash));
}

/**
 * Uses the link up, sets the password and ends every session of the member. Browsers that have joined stay joined.
 * @throws Refusal `not_found` for a link that is used, replaced or too old
 */
export async function resetPassword(
  core: Core,
  token: string,
  password: string,
): Promise<{ team: string; member: string }> {
  const read = readToken('password', token);
  if (read === null) throw new Refusal('not_found');
  const { team, hash } = read;
  const passwordHash = await hashPassword(password);
  return core.db.inTeam(team, (tx) =>
    inChange(tx, team, core.now(), async (change) => {
      const link = await openLink(core, tx, team, hash);
      if (link === null) throw new Refusal('not_found');
      const { member } = link;
      await tx
        .updateTable('password_links')
        .set({ used_at: change.now })
        .where('team', '=', team)
        .where('token_hash', '=', hash)
        .execute();
      await tx
        .insertInto('member_passwords')
        .values({ team, member, hash: passwordHash, changed_at: change.now })
        .onConflict((conflict) =>
          conflict.columns(['team', 'member']).doUpdateSet({ hash: passwordHash, changed_at: change.now }),
        )
        .execute();
      await dropSessions(tx, team, member);
      change.record({ kind: 'member.password', member, outcome: 'applied', subject: member });
      return { team, member };
    }),
  );
}
