/** Teams and the people in them. */
import { randomUUID } from 'node:crypto';
import type { Member } from '../../utils/api/entities.ts';
import type { Role } from '../../utils/api/ids.ts';
import { createTeamKey } from '../crypto/keys.ts';
import { hashPassword } from '../crypto/passwords.ts';
import { createToken, readToken } from '../crypto/tokens.ts';
import type { Tx } from '../database/database.ts';
import { Refusal } from '../errors.ts';
import { type Change, inChange } from './change.ts';
import type { Core } from './core.ts';
import { revokeDevice } from './devices.ts';
import { dropSessions } from './drop-sessions.ts';
import { dropPasswordLinks } from './passwords.ts';

const INVITATION_MS = 7 * 24 * 3_600_000;

export const cleanEmail = (email: string): string => email.trim().toLowerCase();

export interface NewMember {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly roles: readonly Role[];
}

/**
 * @param hash of the password; null for who signs in by other ways only
 * @param by the member who adds them; null for who comes by themselves
 * @returns the member's id
 */
export async function insertMember(
  tx: Tx,
  change: Change,
  hash: string | null,
  { name, email, roles }: Omit<NewMember, 'password'>,
  by: string | null,
): Promise<string> {
  const { team, version, now } = change;
  const id = randomUUID();
  const known = { name: name.trim(), email: cleanEmail(email) };
  await tx
    .insertInto('members')
    .values({ team, id, ...known, roles: [...roles], version, created_at: now })
    .execute();
  if (hash !== null)
    await tx.insertInto('member_passwords').values({ team, member: id, hash, changed_at: now }).execute();
  change.record({ kind: 'member.add', member: by ?? id, outcome: 'applied', subject: id, roles }, known);
  return id;
}

export interface NewTeam {
  readonly team: string;
  readonly member: string;
}

/** Creates the team with its signing key and its first member, in a transaction that already is in the team. */
export async function insertTeam(
  core: Core,
  tx: Tx,
  team: string,
  name: string,
  first: NewMember,
): Promise<NewTeam> {
  const now = core.now();
  const { publicKey, sealed } = await createTeamKey(core.secret, team);
  const hash = await hashPassword(first.password);
  await tx
    .insertInto('teams')
    .values({
      team,
      name: name.trim(),
      key_id: publicKey.kid,
      public_key: JSON.stringify(publicKey),
      sealed_key: sealed,
      created_at: now,
    })
    .execute();
  return inChange(tx, team, now, async (change) => {
    const member = await insertMember(tx, change, hash, first, null);
    change.record({ kind: 'team.create', member, outcome: 'applied', key: publicKey }, { name: name.trim() });
    return { team, member };
  });
}

/** @returns the ids of all teams; which are few on one store */
export async function listTeams(core: Core): Promise<string[]> {
  const rows = await core.db.lookup((tx) => tx.selectFrom('teams').select('team').execute());
  return rows.map(({ team }) => team);
}

export interface Invitation {
  readonly team: string;
  readonly teamName: string;
  readonly email: string;
  readonly roles: readonly Role[];
}

/** @returns the token of a link that works once, for a week; null when the address is a member's already */
export async function invite(
  core: Core,
  tx: Tx,
  change: Change,
  by: string,
  email: string,
  roles: readonly Role[],
): Promise<string | null> {
  const { team, now } = change;
  const address = cleanEmail(email);
  const known = await tx
    .selectFrom('members')
    .select('id')
    .where('team', '=', team)
    .where('email', '=', address)
    .executeTakeFirst();
  if (known !== undefined) return null;
  const { text, hash } = createToken('invite', team);
  await tx
    .deleteFrom('invitations')
    .where('team', '=', team)
    .where('email', '=', address)
    .where('used_at', 'is', null)
    .execute();
  await tx
    .insertInto('invitations')
    .values({
      team,
      token_hash: hash,
      email: address,
      roles: [...roles],
      invited_by: by,
      created_at: now,
      expires_at: core.now() + INVITATION_MS,
    })
    .execute();
  change.record({ kind: 'member.invite', member: by, outcome: 'applied', roles }, { email: address });
  return text;
}

async function openInvitation(core: Core, tx: Tx, team: string, hash: Buffer): Promise<Invitation | null> {
  const row = await tx
    .selectFrom('invitations as i')
    .innerJoin('teams as t', 't.team', 'i.team')
    .select(['i.email', 'i.roles', 't.name'])
    .where('i.team', '=', team)
    .where('i.token_hash', '=', hash)
    .where('i.used_at', 'is', null)
    .where('i.expires_at', '>', core.now())
    .executeTakeFirst();
  return row === undefined ? null : { team, teamName: row.name, email: row.email, roles: row.roles };
}

export async function findInvitation(core: Core, token: string): Promise<Invitation | null> {
  const read = readToken('invite', token);
  if (read === null) return null;
  return core.db.readTeam(read.team, (tx) => openInvitation(core, tx, read.team, read.hash));
}

/** @throws Refusal `not_found` for a link that is used, replaced or too old */
export async function acceptInvitation(
  core: Core,
  token: string,
  name: string,
  password: string,
): Promise<NewTeam> {
  const read = readToken('invite', token);
  if (read === null) throw new Refusal('not_found');
  const { team, hash } = read;
  const passwordHash = await hashPassword(password);
  return core.db.inTeam(team, (tx) =>
    inChange(tx, team, core.now(), async (change) => {
      const invitation = await openInvitation(core, tx, team, hash);
      if (invitation === null) throw new Refusal('not_found');
      await tx
        .updateTable('invitations')
        .set({ used_at: change.now })
        .where('team', '=', team)
        .where('token_hash', '=', hash)
        .execute();
      const { email, roles } = invitation;
      const member = await insertMember(tx, change, passwordHash, { name, email, roles }, null);
      return { team, member };
    }),
  );
}

export function listMembers(tx: Tx, team: string): Promise<Member[]> {
  return tx
    .selectFrom('members')
    .select(['id', 'name', 'email', 'roles', 'active'])
    .where('team', '=', team)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

export interface ActiveMember {
  readonly id: string;
  readonly name: string;
}

/** Whom things can be put to, by name. */
export function activeMembers(tx: Tx, team: string): Promise<ActiveMember[]> {
  return tx
    .selectFrom('members')
    .select(['id', 'name'])
    .where('team', '=', team)
    .where('active', '=', true)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

async function otherAdmins(tx: Tx, team: string, member: string): Promise<number> {
  const rows = await listMembers(tx, team);
  return rows.filter(({ id, active, roles }) => id !== member && active && roles.includes('admin')).length;
}

/** Ends every session and device of the member. @returns false when that would leave the team without an admin */
export async function deactivate(tx: Tx, change: Change, by: string, member: string): Promise<boolean> {
  const { team, version } = change;
  if ((await otherAdmins(tx, team, member)) === 0) return false;
  const { numUpdatedRows } = await tx
    .updateTable('members')
    .set({ active: false, version })
    .where('team', '=', team)
    .where('id', '=', member)
    .where('active', '=', true)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return true;
  await dropSessions(tx, team, member);
  await dropPasswordLinks(tx, team, member);
  const devices = await tx
    .selectFrom('devices')
    .select('id')
    .where('team', '=', team)
    .where('member', '=', member)
    .where('revoked_at', 'is', null)
    .execute();
  for (const { id } of devices) await revokeDevice(tx, change, member, id);
  change.record({ kind: 'member.deactivate', member: by, outcome: 'applied', subject: member });
  return true;
}

/** Takes a member back, with the roles and the password from before. Browsers have to be connected again. */
export async function reactivate(tx: Tx, change: Change, by: string, member: string): Promise<void> {
  const { team, version } = change;
  const { numUpdatedRows } = await tx
    .updateTable('members')
    .set({ active: true, version })
    .where('team', '=', team)
    .where('id', '=', member)
    .where('active', '=', false)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  change.record({ kind: 'member.reactivate', member: by, outcome: 'applied', subject: member });
}

/**
 * Gives a member other roles. The member's browsers fetch everything anew, since they may now see more, or less.
 * @returns false when that would leave the team without an admin
 */
export async function setRoles(
  tx: Tx,
  change: Change,
  by: string,
  member: string,
  roles: readonly Role[],
): Promise<boolean> {
  const { team, version } = change;
  if (!roles.includes('admin') && (await otherAdmins(tx, team, member)) === 0) return false;
  await tx
    .updateTable('members')
    .set((eb) => ({ roles: [...roles], version, view: eb('view', '+', 1) }))
    .where('team', '=', team)
    .where('id', '=', member)
    .execute();
  change.record({ kind: 'member.roles', member: by, outcome: 'applied', subject: member, roles });
  return true;
}
