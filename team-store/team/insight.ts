/** How approvals go, as aggregates: no text, no reason and no account leaves the store this way. */
import { sql } from 'kysely';
import type { Insight } from '../../utils/api/routes.ts';
import {
  type Answer,
  type Course,
  countByWeek,
  cycleTimes,
  firstPass,
  WEEK_MS,
  waitingByReviewer,
  weekOf,
  weeksBetween,
} from '../../utils/insight/insight.ts';
import type { Core } from './core.ts';
import { asDevice } from './devices.ts';
import { checkOverseer } from './roles.ts';

/**
 * The figures of the last weeks, this one among them. What retention has taken out is not counted any more.
 * @throws Refusal `wrong_role`, and those of the token
 */
export function insight(
  core: Core,
  token: string | null,
  { weeks: count }: { readonly weeks: number },
): Promise<Insight> {
  return asDevice(core, token, 'read', async (tx, { team, member }) => {
    checkOverseer(member);
    const now = core.now();
    const since = weekOf(now) - (count - 1) * WEEK_MS;
    const weeks = weeksBetween(since, now);

    const { rows: courses } = await sql<Course>`
      select r.created_at as "askedAt",
        (select min(c.issued_at) from signoff.clearances c
          where c.team = r.team and c.request = r.id) as "clearedAt",
        case
          when exists (select from signoff.decisions d where d.team = r.team and d.request = r.id
            and d.number = 1 and d.kind <> 'approve') then false
          when exists (select from signoff.overrides o where o.team = r.team and o.request = r.id
            and o.number = 1) then false
          when exists (select from signoff.clearances c where c.team = r.team and c.request = r.id
            and c.number = 1) then true
          when r.newest > 1 then false
        end as "firstPassed"
      from signoff.requests r
      where r.team = ${team} and r.created_at >= ${since}`.execute(tx);

    const { rows: answers } = await sql<Answer>`
      select d.member, d.at - v.created_at as waited
      from signoff.decisions d
      join signoff.request_versions v on v.team = d.team and v.request = d.request and v.number = d.number
      where d.team = ${team} and d.at >= ${since}`.execute(tx);

    const { rows: findings } = await sql<{ rule: string; week: number; hits: number; posts: number }>`
      select (f ->> 'pack') || '/' || (f ->> 'rule') as rule,
        ${since}::bigint + (v.created_at - ${since}::bigint) / ${WEEK_MS}::bigint * ${WEEK_MS}::bigint as week,
        count(*)::int as hits, count(distinct v.request)::int as posts
      from signoff.request_versions v cross join lateral json_array_elements(v.findings) f
      where v.team = ${team} and v.created_at >= ${since}
      group by 1, 2 order by 1, 2`.execute(tx);

    const overrides = await tx
      .selectFrom('overrides')
      .select('at')
      .where('team', '=', team)
      .where('at', '>=', since)
      .execute();

    const waiting = waitingByReviewer(answers);
    const ids = waiting.map((one) => one.member);
    const named =
      ids.length === 0
        ? []
        : await tx
            .selectFrom('members')
            .select(['id', 'name'])
            .where('team', '=', team)
            .where('id', 'in', ids)
            .execute();
    const names = new Map(named.map(({ id, name }) => [id, name]));
    const cycle = cycleTimes(courses, weeks);
    return {
      weeks,
      cycle: { all: cycle.all, weeks: [...cycle.weeks] },
      waiting: waiting.map(({ member: id, ...times }) => ({
        member: { id, name: names.get(id) ?? '' },
        ...times,
      })),
      firstPass: [...firstPass(courses, weeks)],
      findings,
      overrides: [
        ...countByWeek(
          overrides.map(({ at }) => at),
          weeks,
        ),
      ],
    };
  });
}
