/** Messages are written where what they tell of is written: in the same transaction, so neither is there without the other. */
import { randomUUID } from 'node:crypto';
import type { Tx } from '../database/database.ts';
import { eventOf, type Happened } from './event.ts';

/**
 * One message for each receiver of each entry. The caller knows that the team has webhooks.
 * @returns whether there is something to send
 */
export async function enqueue(
  tx: Tx,
  team: string,
  now: number,
  happened: readonly Happened[],
): Promise<boolean> {
  if (happened.length === 0) return false;
  const hooks = await tx
    .selectFrom('webhooks')
    .select(['id', 'kinds'])
    .where('team', '=', team)
    .where('removed_at', 'is', null)
    .execute();
  const states = await statesOf(tx, team, happened);
  const rows = happened.flatMap((one) => {
    const event = eventOf(team, now, one, states.get(String(one.entry.request)) ?? null);
    if (event === null) return [];
    const body = JSON.stringify(event);
    return hooks
      .filter(({ kinds }) => kinds === null || kinds.includes(event.type))
      .map(({ id }) => ({
        team,
        id: randomUUID(),
        channel: 'webhook' as const,
        target: id,
        kind: event.type,
        body,
        created_at: now,
        due_at: now,
      }));
  });
  for (let at = 0; at < rows.length; at += 1_000)
    await tx
      .insertInto('outbox')
      .values(rows.slice(at, at + 1_000))
      .execute();
  return rows.length > 0;
}

async function statesOf(
  tx: Tx,
  team: string,
  happened: readonly Happened[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(
    happened.flatMap(({ entry: { request } }) => (typeof request === 'string' ? [request] : [])),
  );
  if (ids.size === 0) return new Map();
  const rows = await tx
    .selectFrom('requests')
    .select(['id', 'state'])
    .where('team', '=', team)
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, state }) => [id, state]));
}
