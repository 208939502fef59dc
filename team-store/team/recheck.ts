/**
 * Other rules are in force: what waits or is approved and not yet out is looked at with them. Where it needs more than
 * it has, its clearance is taken back, and the request says so to both sides.
 */
import { apply } from '../../utils/policy/request.ts';
import type { Tx } from '../database/database.ts';
import type { Recheck } from '../database/tables.ts';
import type { Change } from './change.ts';
import { revokeClearances } from './clearance.ts';
import { clear } from './commands/context.ts';
import type { Core } from './core.ts';
import { loadPeople } from './people.ts';
import { demandOn, savePlan } from './plans.ts';
import { policyOf } from './policy.ts';
import { loadProgress } from './requests.ts';

/** Approved ones that have gone out count as done; those that are over are left as they are. */
async function openRequests(tx: Tx, team: string, now: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('requests as r')
    .select('r.id')
    .where('r.team', '=', team)
    .where((eb) =>
      eb.or([
        eb.and([eb('r.state', '=', 'waiting'), eb('r.expires_at', '>', now)]),
        eb.and([
          eb('r.state', '=', 'approved'),
          eb.exists(
            eb
              .selectFrom('clearances as c')
              .select('c.id')
              .whereRef('c.team', '=', 'r.team')
              .whereRef('c.request', '=', 'r.id')
              .where('c.revoked_at', 'is', null)
              .where('c.expires_at', '>', now),
          ),
        ]),
      ]),
    )
    .orderBy('r.id')
    .execute();
  return rows.map(({ id }) => id);
}

async function recheckOne(core: Core, tx: Tx, change: Change, ruleset: number, id: string): Promise<void> {
  const { team, now, version } = change;
  const before = await loadProgress(tx, team, id);
  const newest = before?.versions.at(-1);
  if (before === null || newest === undefined) return;
  const { draft } = await tx
    .selectFrom('request_versions')
    .select('draft')
    .where('team', '=', team)
    .where('request', '=', id)
    .where('number', '=', newest.number)
    .executeTakeFirstOrThrow();
  const said = await tx
    .selectFrom('request_plans')
    .select('declared')
    .where('team', '=', team)
    .where('request', '=', id)
    .where('number', '=', newest.number)
    .limit(1)
    .executeTakeFirst();
  const declared = said?.declared ?? [];
  const author = (await loadPeople(tx, team, [before.author])).get(before.author);
  if (author === undefined) return;
  const checked = await core.checker.check(tx, team, ruleset, { draft, declared }, 'en', now);
  const { plan } = demandOn(await policyOf(tx, team, ruleset), draft, checked, author, now);
  const result = apply(before, { kind: 'recheck', verdict: checked.verdict, plan }, now);
  if (!result.ok) return;
  const { request } = result;
  const after = request.versions.at(-1) ?? newest;
  savePlan(tx, change, { request: id, number: newest.number, ruleset }, plan, declared);

  const blocked = checked.verdict === 'blocked';
  const needsMore = before.state === 'approved' && request.state === 'waiting';
  const recheck: Recheck | null =
    blocked || needsMore ? { ruleset, found: blocked ? 'blocked' : 'needs-more', at: now } : null;
  const revoked = request.state === 'approved' ? [] : await revokeClearances(tx, change, id, 'new-rules');
  await tx
    .updateTable('requests')
    .set({
      state: request.state,
      expires_at: request.expiresAt,
      version,
      ...(recheck === null ? {} : { recheck: JSON.stringify(recheck), updated_at: now }),
    })
    .where('team', '=', team)
    .where('id', '=', id)
    .execute();
  if (before.state !== 'approved' && request.state === 'approved')
    await clear({ core, tx, change }, id, after);
  if (recheck !== null || request.state !== before.state)
    change.record({
      kind: 'request.recheck',
      member: null,
      outcome: 'applied',
      request: id,
      number: newest.number,
      fingerprint: newest.fingerprint,
      rules: ruleset,
      found: recheck?.found ?? 'enough',
      state: request.state,
      revoked,
    });
}

/** @param ruleset the number of the new one, already in force within this change */
export async function recheckRequests(core: Core, tx: Tx, change: Change, ruleset: number): Promise<void> {
  for (const id of await openRequests(tx, change.team, change.now))
    await recheckOne(core, tx, change, ruleset, id);
}
