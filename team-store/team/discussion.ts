/** What is said about a request beside the decisions on it: remarks, suggested drafts, and reasons for overrides. */
import type { Comment, RequestVersion } from '../../utils/api/entities.ts';
import type { Tx } from '../database/database.ts';
import { planKey } from './plans.ts';

type Overridden = Pick<RequestVersion, 'override'>;

/** By `request number`. */
export async function loadOverrides(
  tx: Tx,
  team: string,
  requests: readonly string[],
): Promise<Map<string, Overridden>> {
  const rows = await tx
    .selectFrom('overrides as o')
    .innerJoin('members as m', (join) => join.onRef('m.team', '=', 'o.team').onRef('m.id', '=', 'o.member'))
    .select(['o.request', 'o.number', 'o.member', 'o.reason', 'o.at', 'm.name'])
    .where('o.team', '=', team)
    .where('o.request', 'in', requests)
    .orderBy('o.at')
    .execute();
  return new Map(
    rows.map(({ request, number, member, name, reason, at }) => [
      planKey(request, number),
      { override: { member: { id: member, name }, reason, at } },
    ]),
  );
}

/** By request, the oldest first. */
export async function loadComments(
  tx: Tx,
  team: string,
  requests: readonly string[],
): Promise<Map<string, Comment[]>> {
  const rows = await tx
    .selectFrom('comments as c')
    .innerJoin('members as m', (join) => join.onRef('m.team', '=', 'c.team').onRef('m.id', '=', 'c.member'))
    .select(['c.request', 'c.id', 'c.number', 'c.member', 'c.audience', 'c.body', 'c.suggestion', 'c.at'])
    .select(['c.words', 'm.name'])
    .where('c.team', '=', team)
    .where('c.request', 'in', requests)
    .orderBy('c.at')
    .orderBy('c.id')
    .execute();
  const byRequest = new Map<string, Comment[]>();
  for (const { request, id, number, member, name, audience, body, suggestion, words, at } of rows) {
    const comment: Comment = {
      id,
      version: number,
      member: { id: member, name },
      audience,
      text: body,
      suggestion,
      ...(words === null ? {} : { words }),
      at,
    };
    byRequest.set(request, [...(byRequest.get(request) ?? []), comment]);
  }
  return byRequest;
}
