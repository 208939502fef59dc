/** How much each rule finds, and how much of it was let pass: what tells a useful rule from noise. */
import { sql } from 'kysely';
import type { RuleFigures } from '../../utils/api/routes.ts';
import type { Core } from './core.ts';
import { asDevice } from './devices.ts';
import { checkOverseer } from './roles.ts';

const LATELY_MS = 30 * 86_400_000;

/**
 * The findings in what was handed in during the last thirty days, by rule. Findings of drafts that nobody asked for are
 * not known to the store and not counted.
 * @throws Refusal `wrong_role`, and those of the token
 */
export function ruleFigures(core: Core, token: string | null): Promise<RuleFigures> {
  return asDevice(core, token, 'read', async (tx, { team, member }) => {
    checkOverseer(member);
    const since = core.now() - LATELY_MS;
    const { rows } = await sql<{
      rule: string;
      hits: number;
      posts: number;
      passed: number;
      asked: number;
    }>`
      with lately as (
        select v.request, v.number, v.findings,
          exists (select from signoff.clearances c
            where c.team = v.team and c.request = v.request and c.number = v.number)
          or exists (select from signoff.overrides o
            where o.team = v.team and o.request = v.request and o.number = v.number) as passed
        from signoff.request_versions v
        where v.team = ${team} and v.created_at >= ${since}
      ), found as (
        select (f ->> 'pack') || '/' || (f ->> 'rule') as rule, count(*)::int as hits,
          count(distinct l.request)::int as posts,
          count(distinct l.request) filter (where l.passed)::int as passed
        from lately l cross join lateral json_array_elements(l.findings) f
        group by 1
      ), asks as (
        select pack || '/' || rule as rule, count(*)::int as asked
        from signoff.word_asks where team = ${team} and at >= ${since} group by 1
      )
      select coalesce(found.rule, asks.rule) as rule, coalesce(hits, 0) as hits, coalesce(posts, 0) as posts,
        coalesce(passed, 0) as passed, coalesce(asked, 0) as asked
      from found full join asks on asks.rule = found.rule
      order by 2 desc, 1`.execute(tx);
    const { posts } = await tx
      .selectFrom('request_versions')
      .select(sql<number>`count(distinct request)::int`.as('posts'))
      .where('team', '=', team)
      .where('created_at', '>=', since)
      .executeTakeFirstOrThrow();
    return { since, posts, rules: rows };
  });
}
