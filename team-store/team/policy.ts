import { type Policy, policySchema } from '../../utils/policy/policy.ts';
import type { Tx } from '../database/database.ts';

/** The policy of a ruleset; before the first is published, the careful default. */
export async function policyOf(tx: Tx, team: string, ruleset: number): Promise<Policy> {
  const row = await tx
    .selectFrom('rulesets')
    .select('policy')
    .where('team', '=', team)
    .where('number', '=', ruleset)
    .executeTakeFirst();
  return policySchema.parse(row?.policy ?? {});
}
