/** Legal holds and the term for which texts are kept. Both are commands: on the record, with who and why. */
import { randomUUID } from 'node:crypto';
import type { Tx } from '../database/database.ts';
import { Refusal } from '../errors.ts';
import { inChange } from '../team/change.ts';
import type { Core } from '../team/core.ts';
import { checkAdmin } from '../team/roles.ts';
import { type Caller, doneBy } from './caller.ts';
import { onRecord } from './refused.ts';

export interface LegalHold {
  readonly id: string;
  /** Null for everything of the team. */
  readonly request: string | null;
  readonly reason: string;
  readonly placedAt: number;
}

/** Holds that are in force, oldest first. */
export async function listHolds(tx: Tx, team: string): Promise<LegalHold[]> {
  const rows = await tx
    .selectFrom('legal_holds')
    .select(['id', 'request', 'reason', 'placed_at'])
    .where('team', '=', team)
    .where('lifted_at', 'is', null)
    .orderBy('placed_at')
    .orderBy('id')
    .execute();
  return rows.map(({ id, request, reason, placed_at }) => ({ id, request, reason, placedAt: placed_at }));
}

export async function retentionDays(tx: Tx, team: string): Promise<number | null> {
  const row = await tx
    .selectFrom('teams')
    .select('retention_days')
    .where('team', '=', team)
    .executeTakeFirstOrThrow();
  return row.retention_days;
}

/**
 * Holds a request, or everything: nothing of it can be purged until the hold is lifted. The request need not be there.
 * @returns the hold's id
 * @throws Refusal `wrong_role` unless the member is an admin
 */
export function placeHold(
  core: Core,
  caller: Caller,
  hold: Pick<LegalHold, 'request' | 'reason'>,
): Promise<string> {
  const { request, reason } = hold;
  return onRecord(core, caller, { kind: 'hold.place', held: request }, () =>
    caller(async (tx, actor) => {
      const { team, member } = actor;
      checkAdmin(member);
      return inChange(tx, team, core.now(), async (change) => {
        const id = randomUUID();
        await tx
          .insertInto('legal_holds')
          .values({ team, id, request, reason, placed_by: member.id, placed_at: change.now })
          .execute();
        change.record({
          kind: 'hold.place',
          ...doneBy(actor),
          outcome: 'applied',
          hold: id,
          of: request,
          reason,
        });
        return id;
      });
    }),
  );
}

/** @throws Refusal `wrong_role` unless the member is an admin, `not_found` for a hold that is not in force */
export function liftHold(core: Core, caller: Caller, hold: string): Promise<void> {
  return onRecord(core, caller, { kind: 'hold.lift', hold }, () =>
    caller(async (tx, actor) => {
      const { team, member } = actor;
      checkAdmin(member);
      return inChange(tx, team, core.now(), async (change) => {
        const { numUpdatedRows } = await tx
          .updateTable('legal_holds')
          .set({ lifted_by: member.id, lifted_at: change.now })
          .where('team', '=', team)
          .where('id', '=', hold)
          .where('lifted_at', 'is', null)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) throw new Refusal('not_found');
        change.record({ kind: 'hold.lift', ...doneBy(actor), outcome: 'applied', hold });
      });
    }),
  );
}

/**
 * @param days after the last that happened to a request; null keeps everything
 * @throws Refusal `wrong_role` unless the member is an admin
 */
export function setRetention(core: Core, caller: Caller, days: number | null): Promise<void> {
  return onRecord(core, caller, { kind: 'retention.set', days }, () =>
    caller(async (tx, actor) => {
      const { team, member } = actor;
      checkAdmin(member);
      return inChange(tx, team, core.now(), async (change) => {
        await tx.updateTable('teams').set({ retention_days: days }).where('team', '=', team).execute();
        change.record({ kind: 'retention.set', ...doneBy(actor), outcome: 'applied', days });
      });
    }),
  );
}
