/** Admins stop what may go out, for a while: in force in every connected browser as soon as it has pulled. */
import type { z } from 'zod';
import type { TeamPause } from '../../utils/api/entities.ts';
import type { liftRequest, pauseRequest } from '../../utils/api/routes.ts';
import type { Tx } from '../database/database.ts';
import { Refusal } from '../errors.ts';
import { type Caller, doneBy } from '../record/caller.ts';
import { onRecord } from '../record/refused.ts';
import { inChange } from './change.ts';
import type { Core } from './core.ts';
import { checkAdmin } from './roles.ts';

/** What is in force now, the newest first. @param now store clock, epoch ms */
export async function listPauses(tx: Tx, team: string, now: number): Promise<TeamPause[]> {
  const rows = await tx
    .selectFrom('pauses')
    .select('id')
    .where('team', '=', team)
    .where('lifted_at', 'is', null)
    .where((is) => is.or([is('until_at', 'is', null), is('until_at', '>', now)]))
    .execute();
  const pauses = await loadPauses(
    tx,
    team,
    rows.map(({ id }) => id),
  );
  return [...pauses.values()].sort((a, b) => b.placedAt - a.placedAt);
}

/** Those that are not lifted. */
export async function loadPauses(
  tx: Tx,
  team: string,
  ids: readonly string[],
): Promise<Map<string, TeamPause>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('pauses as p')
    .innerJoin('members as m', (join) =>
      join.onRef('m.team', '=', 'p.team').onRef('m.id', '=', 'p.placed_by'),
    )
    .select(['p.id', 'p.scope', 'p.reason', 'p.placed_by', 'p.placed_at', 'p.until_at', 'm.name'])
    .where('p.team', '=', team)
    .where('p.id', 'in', ids)
    .where('p.lifted_at', 'is', null)
    .execute();
  return new Map(
    rows.map(({ id, scope, reason, placed_by, name, placed_at, until_at }) => [
      id,
      { id, scope, reason, until: until_at, placedBy: { id: placed_by, name }, placedAt: placed_at },
    ]),
  );
}

/** Placing the same pause once more changes nothing. @throws Refusal `wrong_role`, `id_reused`, `invalid_input` */
export function placePause(
  core: Core,
  caller: Caller,
  input: z.infer<typeof pauseRequest>,
): Promise<Record<string, never>> {
  const { id, scope, reason, until } = input;
  const entry = { kind: 'pause.place', pause: id, scope: scope.kind, until };
  return onRecord(core, caller, entry, () =>
    caller((tx, actor) =>
      inChange(tx, actor.team, core.now(), async (change) => {
        const { team, now, version } = change;
        checkAdmin(actor.member);
        const known = await tx
          .selectFrom('pauses')
          .select(['scope', 'reason', 'until_at'])
          .where('team', '=', team)
          .where('id', '=', id)
          .executeTakeFirst();
        if (known !== undefined) {
          const same =
            JSON.stringify(known.scope) === JSON.stringify(scope) &&
            known.reason === reason &&
            known.until_at === until;
          if (!same) throw new Refusal('id_reused');
          return {};
        }
        if (until !== null && until <= now) throw new Refusal('invalid_input');
        await tx
          .insertInto('pauses')
          .values({
            team,
            id,
            scope: JSON.stringify(scope),
            reason,
            placed_by: actor.member.id,
            placed_at: now,
            until_at: until,
            version,
          })
          .execute();
        change.record({ ...entry, ...doneBy(actor), outcome: 'applied' }, { scope, reason });
        return {};
      }),
    ),
  );
}

/** @throws Refusal `wrong_role`, `not_found` */
export function liftPause(
  core: Core,
  caller: Caller,
  { id }: z.infer<typeof liftRequest>,
): Promise<Record<string, never>> {
  const entry = { kind: 'pause.lift', pause: id };
  return onRecord(core, caller, entry, () =>
    caller((tx, actor) =>
      inChange(tx, actor.team, core.now(), async (change) => {
        const { team, now, version } = change;
        checkAdmin(actor.member);
        const { numUpdatedRows } = await tx
          .updateTable('pauses')
          .set({ lifted_at: now, lifted_by: actor.member.id, version })
          .where('team', '=', team)
          .where('id', '=', id)
          .where('lifted_at', 'is', null)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) throw new Refusal('not_found');
        change.record({ ...entry, ...doneBy(actor), outcome: 'applied' });
        return {};
      }),
    ),
  );
}
