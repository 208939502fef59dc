/**
 * How often somebody may try: kept in the database, so that all servers count together. Each allowance fills again evenly
 * (the generic cell rate algorithm, https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm), so that nobody who hits a
 * limit has to wait for a window to end, and one number a key is all that is kept.
 */
import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { Refusal } from '../errors.ts';
import type { Core } from './core.ts';

/** Before the team is known. No team has this id: teams' ids are random. */
export const NO_TEAM = '00000000-0000-0000-0000-000000000000';

export interface Allowance {
  /** So many at once… */
  readonly count: number;
  /** …and as many again over this time. */
  readonly perMs: number;
}

export interface Attempt {
  /** Null before the team is known. */
  readonly team: string | null;
  /** What is tried, such as `sign-in by address`. */
  readonly purpose: string;
  /** Who tries or what it is tried on; kept as a keyed hash only. */
  readonly key: string;
  readonly allowance: Allowance;
}

const keyOf = (core: Core, { purpose, key }: Attempt): Buffer =>
  createHmac('sha256', core.secret).update(`signoff attempts v1\n${purpose}\n${key}`).digest();

/** Takes one from the allowance. @returns 0, or how many ms to wait when there is none left */
export async function take(core: Core, attempt: Attempt): Promise<number> {
  const { count, perMs } = attempt.allowance;
  const team = attempt.team ?? NO_TEAM;
  const key = keyOf(core, attempt);
  const now = core.now();
  const each = Math.ceil(perMs / count);
  const all = each * count;
  return core.db.inTeam(team, async (tx) => {
    const taken = await tx
      .insertInto('attempts')
      .values({ team, key, full_at: now + each })
      .onConflict((conflict) =>
        conflict
          .columns(['team', 'key'])
          .doUpdateSet({ full_at: sql<number>`greatest(attempts.full_at, ${now}::bigint) + ${each}::bigint` })
          .where(
            sql<boolean>`greatest(attempts.full_at, ${now}::bigint) + ${each}::bigint <= ${now + all}::bigint`,
          ),
      )
      .returning('full_at')
      .executeTakeFirst();
    if (taken !== undefined) return 0;
    const { full_at } = await tx
      .selectFrom('attempts')
      .select('full_at')
      .where('team', '=', team)
      .where('key', '=', key)
      .executeTakeFirstOrThrow();
    return Math.max(1, full_at + each - now - all);
  });
}

/**
 * Takes one from each allowance, in their order, until one has none left.
 * @throws Refusal `rate_limited` with the time to wait
 */
export async function spend(core: Core, ...attempts: readonly Attempt[]): Promise<void> {
  for (const attempt of attempts) {
    const wait = await take(core, attempt);
    if (wait > 0) throw new Refusal('rate_limited', { retryAfter: wait });
  }
}

/** Forgets allowances that are whole again, of the given teams and of before a team is known. */
export async function forgetAttempts(core: Core, teams: readonly string[]): Promise<void> {
  for (const team of [NO_TEAM, ...teams])
    await core.db.inTeam(team, (tx) =>
      tx.deleteFrom('attempts').where('team', '=', team).where('full_at', '<', core.now()).execute(),
    );
}
