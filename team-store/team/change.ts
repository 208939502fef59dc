/**
 * A change to a team: takes the next number of its history (which makes its writers go one after the other, so that a
 * pull by cursor misses nothing), writes the log, and pokes every connected browser when it commits.
 */
import type { Tx } from '../database/database.ts';
import { notify } from '../database/pokes.ts';
import { Refusal } from '../errors.ts';

/** No draft text, no tokens, no passwords: who, what, outcome, and what it was about. */
export interface LogEntry {
  readonly kind: string;
  readonly member: string | null;
  readonly device?: string;
  readonly outcome: 'applied' | 'refused';
  readonly [detail: string]: unknown;
}

export interface Change {
  readonly team: string;
  /** The history number that every row written by this change carries. */
  readonly version: number;
  /** Number of the ruleset in force, 0 for none; cannot change before the commit, except by this change. */
  readonly ruleset: number;
  readonly now: number;
  record(entry: LogEntry): void;
}

/** @throws Refusal `not_found` when there is no such team */
export async function inChange<T>(
  tx: Tx,
  team: string,
  now: number,
  work: (change: Change) => Promise<T>,
): Promise<T> {
  const row = await tx
    .updateTable('teams')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('team', '=', team)
    .returning(['version', 'ruleset', 'log_size'])
    .executeTakeFirst();
  if (row === undefined) throw new Refusal('not_found');
  const entries: LogEntry[] = [];
  const result = await work({
    team,
    version: row.version,
    ruleset: row.ruleset,
    now,
    record: (entry) => void entries.push(entry),
  });
  if (entries.length > 0) {
    await tx
      .insertInto('log')
      .values(
        entries.map((entry, at) => ({
          team,
          seq: row.log_size + 1 + at,
          at: now,
          entry: JSON.stringify(entry),
        })),
      )
      .execute();
    await tx
      .updateTable('teams')
      .set({ log_size: row.log_size + entries.length })
      .where('team', '=', team)
      .execute();
  }
  await notify(tx, { kind: 'moved', team, cursor: row.version });
  return result;
}
