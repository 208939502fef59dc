/** What a draft would need, and from whom: asked of a policy before it is published, or of the one in force. */
import type { Draft } from '../draft/draft.ts';
import type { Verdict } from '../lint/finding.ts';
import { type PlanStep, planFor } from './plan.ts';
import type { Policy } from './policy.ts';
import type { Found } from './when.ts';
import { isMeant, type Person, sitsOn } from './who.ts';

export interface DryStep extends PlanStep {
  /** Members who could decide in this step; never the author. */
  readonly from: readonly string[];
}

export interface DryRun {
  readonly verdict: Verdict;
  readonly steps: readonly DryStep[];
  readonly clearanceHours: number;
  readonly requestHours: number;
  readonly oneUse: boolean;
  readonly mayOverride: readonly string[];
  /** Whether enough different people are there for all steps together. */
  readonly possible: boolean;
}

/** Whether every seat can have a person of its own: the augmenting paths of a bipartite matching. */
function canFill(steps: readonly DryStep[]): boolean {
  const seats = steps.flatMap(({ need, from }) => Array.from({ length: need }, () => from));
  const seatOf = new Map<string, number>();
  const fill = (seat: number, tried: Set<string>): boolean =>
    (seats[seat] ?? []).some((person) => {
      if (tried.has(person)) return false;
      tried.add(person);
      const other = seatOf.get(person);
      if (other !== undefined && !fill(other, tried)) return false;
      seatOf.set(person, seat);
      return true;
    });
  return seats.every((_, seat) => fill(seat, new Set()));
}

/**
 * @param people the team's active members, the author among them or not
 * @param now epoch ms
 */
export function dryRun(
  policy: Policy,
  draft: Draft,
  findings: readonly Found[],
  author: Person,
  people: readonly Person[],
  now: number,
): DryRun {
  const { verdict, plan } = planFor(policy, draft, findings, author, now);
  const others = people.filter(({ member }) => member !== author.member);
  const steps = plan.steps.map((step) => ({
    ...step,
    from: others.filter((person) => sitsOn(step.who, person)).map(({ member }) => member),
  }));
  const { override, clearanceHours, requestHours, oneUse } = plan;
  const mayOverride =
    override === null
      ? []
      : people.filter((person) => isMeant(override.who, person)).map(({ member }) => member);
  return {
    verdict,
    steps,
    clearanceHours,
    requestHours,
    oneUse,
    mayOverride,
    possible: verdict !== 'blocked' && canFill(steps),
  };
}
