import { sql } from 'kysely';
import type { Tx } from '../database/database.ts';

const LATELY_MS = 30 * 86_400_000;
/** Fewer answers than this say nothing of the next. */
const FEWEST = 3;

/** How long a version has waited for its first decision, as a median of the last thirty days. */
export interface AnswerTime {
  /** Milliseconds. */
  readonly median: number;
  /** How many answers that is of. */
  readonly of: number;
}

/** @param now store clock, epoch ms. @returns null where there are too few answers to go by */
export async function loadAnswerTime(tx: Tx, team: string, now: number): Promise<AnswerTime | null> {
  const { rows } = await sql<{ median: number | null; of: number }>`
    select percentile_cont(0.5) within group (order by waited) as median, count(*)::int as of from (
      select min(d.at) - v.created_at as waited
        from signoff.decisions d
        join signoff.request_versions v
          on v.team = d.team and v.request = d.request and v.number = d.number
        where d.team = ${team} and d.at >= ${now - LATELY_MS}
        group by v.team, v.request, v.number, v.created_at
    ) as answers`.execute(tx);
  const [row] = rows;
  return row === undefined || row.median === null || row.of < FEWEST
    ? null
    : { median: Math.max(0, Math.round(Number(row.median))), of: row.of };
}
