/** What the team handed in last, for an admin to try changed rules on before they are published. */
import { sql } from 'kysely';
import type { RecentPosts } from '../../utils/api/routes.ts';
import type { Core } from './core.ts';
import { asDevice } from './devices.ts';
import { checkAdmin } from './roles.ts';

/** Characters of drafts in one answer. */
const MOST_CHARACTERS = 6_000_000;

type Row = RecentPosts['posts'][number] & { readonly size: number };

/** The newest version of each request, the newest first. @throws Refusal `wrong_role`, and those of the token */
export function recentPosts(core: Core, token: string | null, limit: number): Promise<RecentPosts> {
  return asDevice(core, token, 'read', async (tx, { team, member }) => {
    checkAdmin(member);
    const { rows } = await sql<Row>`
      with newest as (
        select v.request, v.number, v.draft, v.created_at from signoff.requests r
        join signoff.request_versions v on v.team = r.team and v.request = r.id and v.number = r.newest
        where r.team = ${team} order by v.created_at desc, v.request limit ${limit}
      ), sized as (
        select *, sum(length(draft::text)) over (order by created_at desc, request) as size from newest
      )
      select s.request, s.draft, s.created_at as at, s.size::float8 as size, coalesce((
        select p.declared from signoff.request_plans p
        where p.team = ${team} and p.request = s.request and p.number = s.number
        order by p.ruleset desc limit 1), '[]'::json) as declared
      from sized s where s.size - length(s.draft::text) < ${MOST_CHARACTERS}
      order by s.created_at desc, s.request`.execute(tx);
    const fitting = rows.filter(({ size }, i) => i === 0 || size <= MOST_CHARACTERS);
    const posts = fitting.map(({ request, draft, declared, at }) => ({
      request,
      draft,
      declared,
      at: Number(at),
    }));
    return { posts, cut: fitting.length < rows.length || rows.some(({ size }) => size > MOST_CHARACTERS) };
  });
}
