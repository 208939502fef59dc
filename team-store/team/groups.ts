/** Named groups of members, whom policies call by their ids, and members who stand in for others. */
import { sql } from 'kysely';
import type { z } from 'zod';
import type { absenceRequest, groupRequest, groupsResponse } from '../../utils/api/routes.ts';
import type { Tx } from '../database/database.ts';
import { Refusal } from '../errors.ts';
import { type Caller, doneBy } from '../record/caller.ts';
import { onRecord } from '../record/refused.ts';
import { type Change, inChange } from './change.ts';
import type { Core } from './core.ts';
import { checkAdmin } from './roles.ts';

/** The groups of the team, and who stands in for whom from now on. */
export async function listGroups(tx: Tx, team: string, now: number): Promise<z.infer<typeof groupsResponse>> {
  const groups = await tx
    .selectFrom('groups')
    .select(['id', 'title'])
    .where('team', '=', team)
    .orderBy('id')
    .execute();
  const members = await tx
    .selectFrom('group_members')
    .select(['group_id', 'member'])
    .where('team', '=', team)
    .orderBy('member')
    .execute();
  const absences = await tx
    .selectFrom('absences')
    .select(['member', 'delegate', 'from_at', 'until_at'])
    .where('team', '=', team)
    .where('until_at', '>', now)
    .orderBy('member')
    .execute();
  return {
    groups: groups.map((group) => ({
      ...group,
      members: members.filter((one) => one.group_id === group.id).map(({ member }) => member),
    })),
    absences: absences.map(({ member, delegate, from_at, until_at }) => ({
      member,
      delegate,
      from: from_at,
      until: until_at,
    })),
  };
}

/** Browsers are sent the members anew: what a group may do is on them. */
async function touchMembers(tx: Tx, { team, version }: Change, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.updateTable('members').set({ version }).where('team', '=', team).where('id', 'in', ids).execute();
}

async function checkMembers(tx: Tx, team: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { count } = await tx
    .selectFrom('members')
    .select(sql<string>`count(*)`.as('count'))
    .where('team', '=', team)
    .where('id', 'in', ids)
    .executeTakeFirstOrThrow();
  if (Number(count) !== ids.length) throw new Refusal('not_found');
}

/**
 * Makes the group what is given; without members it is removed.
 * @throws Refusal `wrong_role`, `not_found` for somebody who is no member
 */
export function setGroup(
  core: Core,
  caller: Caller,
  input: z.infer<typeof groupRequest>,
): Promise<Record<string, never>> {
  const { id, title } = input;
  const members = [...new Set(input.members)];
  const entry = { kind: 'group.set', group: id, members };
  return onRecord(core, caller, entry, () =>
    caller((tx, actor) =>
      inChange(tx, actor.team, core.now(), async (change) => {
        const { team, now } = change;
        checkAdmin(actor.member);
        await checkMembers(tx, team, members);
        const before = await tx
          .deleteFrom('group_members')
          .where('team', '=', team)
          .where('group_id', '=', id)
          .returning('member')
          .execute();
        if (members.length === 0)
          await tx.deleteFrom('groups').where('team', '=', team).where('id', '=', id).execute();
        else {
          await tx
            .insertInto('groups')
            .values({ team, id, title, created_at: now })
            .onConflict((conflict) => conflict.columns(['team', 'id']).doUpdateSet({ title }))
            .execute();
          await tx
            .insertInto('group_members')
            .values(members.map((member) => ({ team, group_id: id, member })))
            .execute();
        }
        await touchMembers(tx, change, [...new Set([...members, ...before.map(({ member }) => member)])]);
        change.record({ ...entry, ...doneBy(actor), outcome: 'applied' }, { title });
        return {};
      }),
    ),
  );
}

/**
 * Says who decides in a member's place while they are away; members say it for themselves, admins for anyone.
 * @throws Refusal `wrong_role`, `not_found`, `invalid_input`
 */
export function setAbsence(
  core: Core,
  caller: Caller,
  input: z.infer<typeof absenceRequest>,
): Promise<Record<string, never>> {
  const { member, absence } = input;
  const entry = { kind: 'absence.set', subject: member, absence };
  return onRecord(core, caller, entry, () =>
    caller((tx, actor) =>
      inChange(tx, actor.team, core.now(), async (change) => {
        const { team } = change;
        if (actor.member.id !== member && !actor.member.roles.includes('admin'))
          throw new Refusal('wrong_role');
        await checkMembers(tx, team, [member]);
        if (absence === null)
          await tx.deleteFrom('absences').where('team', '=', team).where('member', '=', member).execute();
        else {
          const { delegate, from, until } = absence;
          if (delegate === member || from >= until) throw new Refusal('invalid_input');
          await checkMembers(tx, team, [delegate]);
          const row = { delegate, from_at: from, until_at: until };
          await tx
            .insertInto('absences')
            .values({ team, member, ...row })
            .onConflict((conflict) => conflict.columns(['team', 'member']).doUpdateSet(row))
            .execute();
        }
        change.record({ ...entry, ...doneBy(actor), outcome: 'applied' });
        return {};
      }),
    ),
  );
}
