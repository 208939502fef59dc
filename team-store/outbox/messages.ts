/** What is in the outbox, for those who have to see that it arrives. */
import type { Tx } from '../database/database.ts';
import { Refusal } from '../errors.ts';
import { type Caller, doneBy } from '../record/caller.ts';
import { onRecord } from '../record/refused.ts';
import { inChange } from '../team/change.ts';
import type { Core } from '../team/core.ts';
import { checkAdmin } from '../team/roles.ts';

export type MessageState = 'waiting' | 'sent' | 'dead';

export interface OutboxMessage {
  readonly id: string;
  readonly webhook: string;
  readonly kind: string;
  readonly state: MessageState;
  readonly attempts: number;
  readonly createdAt: number;
  /** When it is tried next, while it waits. */
  readonly dueAt: number;
  readonly problem: string | null;
  readonly status: number | null;
}

/** The newest first. */
export async function listMessages(
  tx: Tx,
  team: string,
  state: MessageState,
  limit: number,
): Promise<OutboxMessage[]> {
  const rows = await tx
    .selectFrom('outbox')
    .select(['id', 'target', 'kind', 'state', 'attempts', 'created_at', 'due_at', 'problem', 'status'])
    .where('team', '=', team)
    .where('state', '=', state)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ target, created_at, due_at, ...row }) => ({
    ...row,
    webhook: target,
    createdAt: created_at,
    dueAt: due_at,
  }));
}

/**
 * Dead messages wait again, with all their attempts before them; those of a webhook that was removed stay dead.
 * @param ids null for all that are dead
 * @returns how many
 * @throws Refusal `wrong_role`; `not_found` when none of `ids` is dead
 */
export function retryMessages(core: Core, caller: Caller, ids: readonly string[] | null): Promise<number> {
  return onRecord(core, caller, { kind: 'outbox.retry' }, () =>
    caller(async (tx, actor) => {
      checkAdmin(actor.member);
      const { team } = actor;
      return inChange(tx, team, core.now(), async (change) => {
        const { numUpdatedRows } = await tx
          .updateTable('outbox')
          .set({ state: 'waiting', attempts: 0, due_at: change.now, ended_at: null })
          .where('team', '=', team)
          .where('state', '=', 'dead')
          .where('target', 'in', (eb) =>
            eb.selectFrom('webhooks').select('id').where('team', '=', team).where('removed_at', 'is', null),
          )
          .$if(ids !== null, (query) => query.where('id', 'in', [...(ids ?? [])]))
          .executeTakeFirst();
        const count = Number(numUpdatedRows);
        if (ids !== null && count === 0) throw new Refusal('not_found');
        change.record({ kind: 'outbox.retry', ...doneBy(actor), outcome: 'applied', count });
        return count;
      });
    }),
  );
}
