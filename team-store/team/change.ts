/**
 * A change to a team: takes the next number of its history (which makes its writers go one after the other, so that a
 * pull by cursor misses nothing), writes the log and the outbox, and pokes every connected browser when it commits.
 */
import { sql } from 'kysely';
import type { Tx } from '../database/database.ts';
import { notify } from '../database/pokes.ts';
import { Refusal } from '../errors.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { appendToLog, type LogEntry, type LogState, type Recorded } from '../record/append.ts';

export type { LogEntry };

export interface Change {
  readonly team: string;
  /** The history number that every row written by this change carries. */
  readonly version: number;
  /** Number of the ruleset in force, 0 for none; cannot change before the commit, except by this change. */
  readonly ruleset: number;
  readonly now: number;
  /**
   * Enters what was done, with the ruleset (and by it the policy) that was in force.
   * @param content the texts and names that it is about: kept beside the entry, which has their digest
   */
  record(entry: LogEntry, content?: object): void;
}

/** Asked with the team's row, so that a team without webhooks pays nothing for them. */
const HAS_WEBHOOKS = sql<boolean>`exists (
  select from signoff.webhooks w where w.team = teams.team and w.removed_at is null)`;

const STATE = ['team', 'version', 'ruleset', 'log_size', 'tree_size', 'tree_peaks'] as const;

interface TeamState extends LogState {
  readonly version: number;
  readonly ruleset: number;
  readonly has_webhooks: boolean;
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
    .returning(STATE)
    .returning(HAS_WEBHOOKS.as('has_webhooks'))
    .executeTakeFirst();
  if (row === undefined) throw new Refusal('not_found');
  const { result, toSend } = await inState(tx, row, now, work);
  notify(tx, { kind: 'moved', team, cursor: row.version, toSend });
  return result;
}

/**
 * A change of which browsers have nothing to fetch, such as a sign-in: it is on the record and told to webhooks, but the
 * team's history does not move. What `work` writes must carry no `version`.
 * @throws Refusal `not_found` when there is no such team
 */
export async function inQuietChange<T>(
  tx: Tx,
  team: string,
  now: number,
  work: (change: Change) => Promise<T>,
): Promise<T> {
  const row = await tx
    .selectFrom('teams')
    .select(STATE)
    .select(HAS_WEBHOOKS.as('has_webhooks'))
    .where('team', '=', team)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new Refusal('not_found');
  return (await inState(tx, row, now, work)).result;
}

/** The team's row is locked. @returns what `work` did, and whether there is something to send for it */
async function inState<T>(
  tx: Tx,
  row: TeamState,
  now: number,
  work: (change: Change) => Promise<T>,
): Promise<{ result: T; toSend: boolean }> {
  const { team, ruleset } = row;
  const recorded: Recorded[] = [];
  const result = await work({
    team,
    version: row.version,
    ruleset,
    now,
    record: (entry, content) =>
      void recorded.push({ entry: { ...entry, ruleset }, content: content ?? null }),
  });
  if (recorded.length > 0) await appendToLog(tx, row, now, recorded);
  const happened = recorded.map(({ entry }, at) => ({ seq: row.log_size + 1 + at, entry }));
  const toSend = row.has_webhooks && (await enqueue(tx, team, now, happened));
  return { result, toSend };
}
