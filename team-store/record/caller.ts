/** Who does something that goes on the record: a member, by a connected browser or signed in on the store's pages. */
import type { Member } from '../../utils/api/entities.ts';
import type { Tx } from '../database/database.ts';
import { Refusal } from '../errors.ts';
import type { Core } from '../team/core.ts';
import { asDevice } from '../team/devices.ts';

export interface Actor {
  readonly team: string;
  readonly member: Member;
  /** Null on the store's pages. */
  readonly device: string | null;
}

/**
 * Runs work in a writing transaction of the team; who it is, and whether they still may, is looked up inside it.
 * @throws Refusal `unauthorized`, `token_revoked`, `unavailable`, and what `work` throws
 */
export type Caller = <T>(work: (tx: Tx, actor: Actor) => Promise<T>) => Promise<T>;

export function byToken(core: Core, token: string | null): Caller {
  return (work) =>
    asDevice(core, token, 'write', (tx, { team, member, id }) => work(tx, { team, member, device: id }));
}

export function bySession(core: Core, team: string, member: string): Caller {
  return (work) =>
    core.db.inTeam(team, async (tx) => {
      const row = await tx
        .selectFrom('members')
        .select(['id', 'name', 'email', 'roles', 'active'])
        .where('team', '=', team)
        .where('id', '=', member)
        .where('active', '=', true)
        .executeTakeFirst();
      if (row === undefined) throw new Refusal('unauthorized');
      return work(tx, { team, member: row, device: null });
    });
}

/** The members of a log entry that say who did it. */
export function doneBy({ member, device }: Actor): { readonly member: string; readonly device?: string } {
  return device === null ? { member: member.id } : { member: member.id, device };
}
