/** Where the team posts, as its requests and publications say, and what its rules and policy say of each place alone. */
import { decodeJwt } from 'jose';
import { sql } from 'kysely';
import { z } from 'zod';
import { accountKey } from '../../utils/lint/where.ts';
import type { Policy } from '../../utils/policy/policy.ts';
import type { Tx } from '../database/database.ts';

/** More are of no use on one page; the last used are kept. */
const MOST_PLACES = 500;

export interface Place {
  readonly platform: string;
  /** Null where the composer did not show from which account. */
  readonly account: string | null;
  /** Requests for approval. */
  readonly asked: number;
  /** Requests that went out. */
  readonly posted: number;
  /** Epoch ms of the last of either. */
  readonly lastAt: number;
}

/** Every platform and account that something was asked for or went out on, the last used first. */
export async function listPlaces(tx: Tx, team: string): Promise<Place[]> {
  const { rows } = await sql<Place>`
    with used as (
      select r.platform, r.account, r.id as request, false as went, r.created_at as at
      from signoff.requests r where r.team = ${team}
      union all
      select l.platform, l.account, l.request, true, l.at from signoff.releases l where l.team = ${team}
      union all
      select r.platform, r.account, p.request, true, p.at from signoff.publications p
      join signoff.requests r on r.team = p.team and r.id = p.request where p.team = ${team}
    )
    select platform, max(account) as account,
      count(distinct request) filter (where not went)::int as asked,
      count(distinct request) filter (where went)::int as posted,
      max(at)::float8 as "lastAt"
    from used group by platform, lower(account)
    order by max(at) desc, platform, lower(account) limit ${MOST_PLACES}`.execute(tx);
  return rows;
}

const names = z.array(z.string());
const where = z.object({ platforms: names.nullish(), accounts: names.nullish() });
/** The little of a published bundle that says for whom; the bundle is the store's own and was checked then. */
const bundleSchema = z.object({
  packs: z.array(
    z.object({
      pack: z.string(),
      rules: z.array(z.object({ id: z.string(), where: where.optional() })),
    }),
  ),
  overrides: z.record(z.string(), z.object({ enabled: z.boolean().optional(), where: where.optional() })),
});

/** A rule, or a step of the policy, that is not for every place. */
export interface Narrow {
  readonly name: string;
  /** Null for all. */
  readonly platforms: readonly string[] | null;
  /** Whether an account is one of those that it is for; null for all. */
  readonly isFor: ((account: string) => boolean) | null;
}

type Names = readonly string[] | null | undefined;

/** @param fold how accounts are compared where it is held against a draft */
function narrow(
  name: string,
  platforms: Names,
  accounts: Names,
  fold: (account: string) => string,
): Narrow[] {
  if (platforms == null && accounts == null) return [];
  const isFor = accounts == null ? null : (one: string) => accounts.some((own) => fold(own) === fold(one));
  return [{ name, platforms: platforms ?? null, isFor }];
}

/** The rules of the ruleset in force that are switched on and not for every place, by `pack/rule`. */
export async function narrowRules(tx: Tx, team: string, ruleset: number): Promise<Narrow[]> {
  const row = await tx
    .selectFrom('rulesets')
    .select('jws')
    .where('team', '=', team)
    .where('number', '=', ruleset)
    .executeTakeFirst();
  if (row === undefined) return [];
  const { packs, overrides } = bundleSchema.parse(decodeJwt(row.jws));
  return packs.flatMap(({ pack, rules }) =>
    rules.flatMap((rule) => {
      const name = `${pack}/${rule.id}`;
      const own = Object.hasOwn(overrides, name) ? overrides[name] : undefined;
      if (own?.enabled === false) return [];
      // What the team says beside the pack counts, key by key; null lifts what the pack says.
      const { platforms, accounts } = { ...rule.where, ...own?.where };
      return narrow(name, platforms, accounts, accountKey);
    }),
  );
}

/** The rules of a policy that are not for every place, by their ids; one of several markets is there once for each. */
export function narrowSteps({ rules = [], markets = {} }: Policy): Narrow[] {
  return rules.flatMap(({ id, when }) =>
    (when.market ?? [null]).flatMap((one) => {
      const market = one === null ? {} : Object.hasOwn(markets, one) ? markets[one] : undefined;
      if (market === undefined) return [];
      return narrow(
        id,
        both(when.platform, market.platforms),
        both(when.account, market.accounts),
        (account) => account.toLowerCase(),
      );
    }),
  );
}

const both = (a: Names, b: Names): Names =>
  a == null ? b : b == null ? a : a.filter((one) => b.includes(one));

/**
 * The names of those that are for this place alone: for an account what names it, for a platform what names no account.
 * @param account null for the platform as a whole
 */
export function onlyFor(platform: string, account: string | null, all: readonly Narrow[]): readonly string[] {
  const found = all.filter(({ platforms, isFor }) =>
    account === null
      ? isFor === null && platforms?.includes(platform) === true
      : isFor?.(account) === true && (platforms === null || platforms.includes(platform)),
  );
  return [...new Set(found.map(({ name }) => name))];
}
