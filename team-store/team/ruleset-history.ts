/** The rulesets that a team had, as they were written, and which of them each browser runs. */
import type { z } from 'zod';
import type {
  historyQuery,
  historyResponse,
  RulesetDevices,
  RulesetSources,
} from '../../utils/api/routes.ts';
import { Refusal } from '../errors.ts';
import type { Core } from './core.ts';
import { asDevice } from './devices.ts';
import { checkOverseer } from './roles.ts';

/**
 * A ruleset as it was written. Rules are no secret within the team.
 * @param version null for the one in force
 * @throws Refusal `not_found` where there is none, and those of the token
 */
export function rulesetSourcesOf(
  core: Core,
  token: string | null,
  version: number | null,
): Promise<RulesetSources> {
  return asDevice(core, token, 'read', async (tx, { team }) => {
    const all = tx
      .selectFrom('rulesets')
      .select(['number', 'packs', 'overrides', 'policy', 'note'])
      .where('team', '=', team);
    const row = await (version === null
      ? all.orderBy('number', 'desc').limit(1)
      : all.where('number', '=', version)
    ).executeTakeFirst();
    if (row === undefined) throw new Refusal('not_found', { text: 'no_ruleset' });
    const { number, packs, overrides, policy, note } = row;
    return { version: number, packs, overrides, policy, note };
  });
}

/** What was published, by whom and why, the newest first. @throws Refusal those of the token */
export function rulesetHistory(
  core: Core,
  token: string | null,
  { before, limit }: z.infer<typeof historyQuery>,
): Promise<z.infer<typeof historyResponse>> {
  return asDevice(core, token, 'read', async (tx, { team }) => {
    const rows = await tx
      .selectFrom('rulesets as r')
      .innerJoin('members as m', (join) =>
        join.onRef('m.team', '=', 'r.team').onRef('m.id', '=', 'r.published_by'),
      )
      .select(['r.number', 'r.note', 'r.published_at', 'r.published_by', 'm.name'])
      .where('r.team', '=', team)
      .$if(before !== undefined, (query) => query.where('r.number', '<', before ?? 0))
      .orderBy('r.number', 'desc')
      .limit(limit + 1)
      .execute();
    return {
      versions: rows.slice(0, limit).map(({ number, note, published_at, published_by, name }) => ({
        version: number,
        note,
        publishedAt: published_at,
        publishedBy: { id: published_by, name },
      })),
      more: rows.length > limit,
    };
  });
}

/** Browsers that are connected, by name of the member. @throws Refusal `wrong_role`, and those of the token */
export function rulesetDevices(core: Core, token: string | null): Promise<RulesetDevices> {
  return asDevice(core, token, 'read', async (tx, { team, member }) => {
    checkOverseer(member);
    const rows = await tx
      .selectFrom('devices as d')
      .innerJoin('members as m', (join) => join.onRef('m.team', '=', 'd.team').onRef('m.id', '=', 'd.member'))
      .select(['d.id', 'd.name', 'd.member', 'd.ruleset', 'd.ruleset_at', 'd.last_seen_at'])
      .select('m.name as member_name')
      .where('d.team', '=', team)
      .where('d.revoked_at', 'is', null)
      .where('m.active', '=', true)
      .orderBy('m.name')
      .orderBy('d.created_at')
      .execute();
    return {
      devices: rows.map((row) => ({
        id: row.id,
        name: row.name,
        member: { id: row.member, name: row.member_name },
        version: row.ruleset,
        since: row.ruleset_at,
        lastSeenAt: row.last_seen_at,
      })),
    };
  });
}
