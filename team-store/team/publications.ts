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
