/** What became of what was let out: when it went, and the posts as the platform names them. */
import { sql } from 'kysely';
import type { ApprovalRequest } from '../../utils/api/entities.ts';
import type { Tx } from '../database/database.ts';

type Published = Pick<ApprovalRequest, 'published'>;

/** By request; those that never went out are left out. */
export async function loadPublished(
  tx: Tx,
  team: string,
  requests: readonly string[],
): Promise<Map<string, Published>> {
  const released = await tx
    .selectFrom('releases')
    .select(['request', sql<number>`min(at)`.as('at')])
    .where('team', '=', team)
    .where('request', 'in', requests)
    .groupBy('request')
    .execute();
  const posts = await tx
    .selectFrom('publications')
    .select(['request', 'post', 'address', 'at'])
    .where('team', '=', team)
    .where('request', 'in', requests)
    .orderBy('at')
    .orderBy('post')
    .execute();
  const of = Map.groupBy(posts, ({ request }) => request);
  const began = new Map(released.map(({ request, at }) => [request, Number(at)]));
  return new Map(
    [...new Set([...began.keys(), ...of.keys()])].map((request) => {
      const named = of.get(request) ?? [];
      const at = began.get(request) ?? named[0]?.at ?? 0;
      const made = named.map(({ post, address }) => ({ id: post, address }));
      return [request, { published: { at, posts: made } }];
    }),
  );
}

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
