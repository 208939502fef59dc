/** What a draft would need by the team's rules, before anybody asks. Nothing is written. */
import type { z } from 'zod';
import type { dryRunRequest, dryRunResponse } from '../../utils/api/routes.ts';
import { dryRun } from '../../utils/policy/dry-run.ts';
import { foundIn } from '../../utils/policy/plan.ts';
import { Refusal } from '../errors.ts';
import type { Core } from './core.ts';
import { asDevice } from './devices.ts';
import { loadPeople } from './people.ts';
import { policyOf } from './policy.ts';

/** @throws Refusal `not_found` for an author who is no active member, `wrong_role`, and those of the token */
export function tryPolicy(
  core: Core,
  token: string | null,
  { draft, declared = [], author, policy }: z.infer<typeof dryRunRequest>,
): Promise<z.input<typeof dryRunResponse>> {
  return asDevice(core, token, 'read', async (tx, { team, member }) => {
    if (author !== undefined && author !== member.id && !member.roles.includes('admin'))
      throw new Refusal('wrong_role');
    const { ruleset } = await tx
      .selectFrom('teams')
      .select('ruleset')
      .where('team', '=', team)
      .executeTakeFirstOrThrow();
    const now = core.now();
    const people = await loadPeople(tx, team, null);
    const asking = people.get(author ?? member.id);
    if (asking === undefined) throw new Refusal('not_found');
    const found = foundIn(await core.checker.check(tx, team, ruleset, { draft, declared }, 'en', now));
    const tried = policy ?? (await policyOf(tx, team, ruleset));
    return dryRun(tried, draft, found, asking, [...people.values()], now) as z.input<typeof dryRunResponse>;
  });
}
