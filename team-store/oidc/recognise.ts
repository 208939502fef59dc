/**
 * Which member a person is whom the team's provider vouches for. Once bound, by issuer and subject alone: an address that
 * changes binds nobody anew, and one that is given to somebody else lets nobody in.
 */
import type { Tx } from '../database/database.ts';
import { take } from '../team/attempts.ts';
import { type Change, inChange, inQuietChange } from '../team/change.ts';
import type { Core } from '../team/core.ts';
import { cleanEmail, insertMember } from '../team/members.ts';
import type { Who } from '../team/sign-in.ts';
import { SignOnError } from './errors.ts';
import type { Person } from './provider.ts';
import type { SignOnFacts } from './settings.ts';

export const domainOf = (email: string): string => cleanEmail(email).split('@').at(-1) ?? '';

/** @throws SignOnError `unverified`, `domain` */
function checkAddress({ email, emailVerified }: Person, domains: readonly string[]): string {
  if (email === null || !emailVerified || !/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 320)
    throw new SignOnError('unverified');
  if (!domains.includes(domainOf(email))) throw new SignOnError('domain');
  return cleanEmail(email);
}

async function boundMember(tx: Tx, team: string, { issuer, subject }: Person) {
  return tx
    .selectFrom('member_identities as i')
    .innerJoin('members as m', (join) => join.onRef('m.team', '=', 'i.team').onRef('m.id', '=', 'i.member'))
    .select(['m.id', 'm.active'])
    .where('i.team', '=', team)
    .where('i.issuer', '=', issuer)
    .where('i.subject', '=', subject)
    .executeTakeFirst();
}

/** Takes the person in whom somebody has invited, or whom the team lets in by its own rule; null for all others. */
async function takeIn(
  tx: Tx,
  change: Change,
  person: Person,
  email: string,
  { joinsAs }: SignOnFacts,
): Promise<string | null> {
  const { team, now } = change;
  const invitation = await tx
    .updateTable('invitations')
    .set({ used_at: now })
    .where('team', '=', team)
    .where('email', '=', email)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('roles')
    .executeTakeFirst();
  const roles = invitation?.roles ?? joinsAs;
  if (roles === null) return null;
  const name = (person.name ?? '').trim().slice(0, 200) || email;
  return insertMember(tx, change, null, { name, email, roles }, null);
}

async function bind(
  tx: Tx,
  change: Change,
  person: Person,
  email: string,
  settings: SignOnFacts,
): Promise<string> {
  const { team, now } = change;
  const { issuer, subject } = person;
  // The team is locked by the change: who was bound by another server meanwhile is seen here.
  const bound = await boundMember(tx, team, person);
  if (bound?.active === true) return bound.id;
  const known = await tx
    .selectFrom('members as m')
    .leftJoin('member_identities as i', (join) =>
      join.onRef('i.team', '=', 'm.team').onRef('i.member', '=', 'm.id').on('i.issuer', '=', issuer),
    )
    .select(['m.id', 'm.active', 'i.subject'])
    .where('m.team', '=', team)
    .where('m.email', '=', email)
    .executeTakeFirst();
  if (bound !== undefined || known?.active === false) throw new SignOnError('unknown');
  if (known !== undefined && known.subject !== null) throw new SignOnError('bound');
  const member = known?.id ?? (await takeIn(tx, change, person, email, settings));
  if (member === null) throw new SignOnError('unknown');
  await tx.insertInto('member_identities').values({ team, issuer, subject, member, bound_at: now }).execute();
  change.record(
    { kind: 'identity.bind', member, outcome: 'applied', subject: member },
    { issuer, identity: subject },
  );
  return member;
}

/**
 * @returns the member, who is active
 * @throws SignOnError `unverified`, `domain`, `unknown`, `bound`
 */
export async function recognise(
  core: Core,
  team: string,
  settings: SignOnFacts,
  person: Person,
): Promise<Who> {
  const email = checkAddress(person, settings.domains);
  const bound = await core.db.readTeam(team, (tx) => boundMember(tx, team, person));
  if (bound?.active === true) return { team, member: bound.id };
  const member = await core.db.inTeam(team, (tx) =>
    inChange(tx, team, core.now(), (change) => bind(tx, change, person, email, settings)),
  );
  return { team, member };
}

/** Enters that somebody was not let in, and why; not more than a few an hour of each kind, since anybody may try. */
export function recordRefusal(core: Core, team: string, code: string): void {
  core.later(async () => {
    const attempt = {
      team,
      purpose: 'entry of a refused single sign-on',
      key: code,
      allowance: { count: 5, perMs: 3_600_000 },
    };
    if ((await take(core, attempt)) > 0) return;
    await core.db.inTeam(team, (tx) =>
      inQuietChange(tx, team, core.now(), async (change) =>
        change.record({ kind: 'sign-on.refuse', member: null, outcome: 'refused', code }),
      ),
    );
  });
}
