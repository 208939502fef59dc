/** What the policy in force demands of a draft, kept with the version that it is about. */
import type { Draft } from '../../utils/draft/draft.ts';
import type { LintResult } from '../../utils/lint/finding.ts';
import { type Demand, foundIn, type Plan, planFor, planOfRequest } from '../../utils/policy/plan.ts';
import type { Policy } from '../../utils/policy/policy.ts';
import type { Person } from '../../utils/policy/who.ts';
import { post, type Tx } from '../database/database.ts';
import type { Change } from './change.ts';

/** Every request has somebody to answer it, also one that nobody had to make. */
export function demandOn(
  policy: Policy,
  draft: Draft,
  lint: LintResult,
  author: Person,
  now: number,
): Demand {
  const { verdict, plan } = planFor(policy, draft, foundIn(lint), author, now);
  return { verdict, plan: planOfRequest(policy, plan) };
}

export function savePlan(
  tx: Tx,
  { team, now }: Pick<Change, 'team' | 'now'>,
  version: { readonly request: string; readonly number: number; readonly ruleset: number },
  plan: Plan,
  declared: readonly string[],
): void {
  const { request, number, ruleset } = version;
  const insert = tx.insertInto('request_plans').values({
    team,
    request,
    number,
    ruleset,
    plan: JSON.stringify(plan),
    declared: JSON.stringify(declared),
    at: now,
  });
  post(tx, insert);
}

/** What a version was handed in with, as requests carry it. */
interface PlanOfVersion {
  readonly plan: Plan;
  /** What its author said of it; left out when that was nothing. */
  readonly declared?: readonly string[];
}

/**
 * The newest plan of every version, by {@link planKey}. Versions from before there were plans have none: they need
 * what the policy in force says of any request.
 */
export async function loadPlans(
  tx: Tx,
  team: string,
  requests: readonly string[],
): Promise<ReadonlyMap<string, PlanOfVersion>> {
  if (requests.length === 0) return new Map();
  const rows = await tx
    .selectFrom('request_plans')
    .select(['request', 'number', 'plan', 'declared'])
    .where('team', '=', team)
    .where('request', 'in', requests)
    .orderBy('ruleset')
    .execute();
  return new Map(
    rows.map(({ request, number, plan, declared }) => [
      planKey(request, number),
      { plan, ...(declared.length === 0 ? {} : { declared }) },
    ]),
  );
}

export const planKey = (request: string, number: number): string => `${request} ${number}`;

const NOTHING: Draft = {
  platform: 'x',
  account: null,
  parts: [],
  replyTo: null,
  quotes: null,
  scheduledFor: null,
};

/** The plan of a version from before there were plans: any reviewers. */
export function plainPlan(policy: Policy): Plan {
  const plain = {
    need: policy.need,
    clearanceHours: policy.clearanceHours,
    requestHours: policy.requestHours,
  };
  const nobody: Person = { member: '', roles: [], groups: [] };
  return planOfRequest(plain, planFor(plain, NOTHING, [], nobody, 0).plan);
}
