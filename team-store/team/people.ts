/** Members as policies see them: with their groups, and with those in whose place they decide now. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { Member } from '../../utils/api/entities.ts';
import { roleSchema } from '../../utils/api/ids.ts';
import type { Actor } from '../../utils/policy/steps.ts';
import type { Person } from '../../utils/policy/who.ts';
import type { Tx } from '../database/database.ts';

/** @param ids null for all members who are active */
export async function loadPeople(
  tx: Tx,
  team: string,
  ids: readonly string[] | null,
): Promise<Map<string, Person>> {
  if (ids?.length === 0) return new Map();
  let query = tx
    .selectFrom('members as m')
    .select(['m.id', 'm.roles'])
    .select(
      sql<string[]>`array(select g.group_id from signoff.group_members g
        where g.team = m.team and g.member = m.id order by g.group_id)`.as('groups'),
    )
    .where('m.team', '=', team);
  query = ids === null ? query.where('m.active', '=', true) : query.where('m.id', 'in', ids);
  const rows = await query.orderBy('m.id').execute();
  return new Map(rows.map(({ id, roles, groups }) => [id, { member: id, roles, groups }]));
}

/** The member that a browser acts for, with all that says what they may decide. */
export async function withSeats(tx: Tx, team: string, member: Member, now: number): Promise<Member> {
  const away = await tx
    .selectFrom('absences')
    .select(['member', 'from_at', 'until_at'])
    .where('team', '=', team)
    .where('delegate', '=', member.id)
    .where('until_at', '>', now)
    .orderBy('member')
    .execute();
  const people = await loadPeople(tx, team, [member.id, ...away.map((one) => one.member)]);
  const groups = people.get(member.id)?.groups ?? [];
  const standsFor = away.flatMap(({ member: id, from_at, until_at }) => {
    const person = people.get(id);
    if (person === undefined) return [];
    const roles = z.array(roleSchema).parse(person.roles);
    return [{ member: id, roles, groups: [...person.groups], from: from_at, until: until_at }];
  });
  return {
    ...member,
    ...(groups.length === 0 ? {} : { groups: [...groups] }),
    ...(standsFor.length === 0 ? {} : { standsFor }),
  };
}

/** @throws Error when the team has no such member */
export async function loadActor(tx: Tx, team: string, member: string, now: number): Promise<Actor> {
  const [own, away] = await Promise.all([
    loadPeople(tx, team, [member]),
    tx
      .selectFrom('absences')
      .select('member')
      .where('team', '=', team)
      .where('delegate', '=', member)
      .where('from_at', '<=', now)
      .where('until_at', '>', now)
      .orderBy('member')
      .execute(),
  ]);
  const self = own.get(member);
  if (self === undefined) throw new Error('who acts is a member');
  const absent = away.map((one) => one.member);
  const people = await loadPeople(tx, team, absent);
  return { ...self, standsFor: absent.flatMap((one) => people.get(one) ?? []) };
}
