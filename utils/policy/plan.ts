/**
 * What a policy demands of a draft before it goes out. Pure: the store keeps the answer with the version, the gate asks
 * it of what stands in the composer, and an admin may ask it of what nobody has written yet.
 */
import type { Draft } from '../draft/draft.ts';
import { type LintResult, type Verdict, verdictOf } from '../lint/finding.ts';
import type { Policy } from './policy.ts';
import { type Found, holds } from './when.ts';
import { breadth, isMeant, type Person, type Who, whoKey } from './who.ts';

export interface PlanStep {
  /** Names whom it is for: the same people have the same id in every plan. */
  readonly id: string;
  readonly who: Who;
  /** How many different people must approve in this step. */
  readonly need: number;
  /** Steps of one stage run side by side; a stage begins when those before it are complete. */
  readonly stage: number;
  /** Ids of the policy's rules that demand it; empty for the step of any reviewers. */
  readonly because: readonly string[];
}

export interface Plan {
  readonly steps: readonly PlanStep[];
  readonly clearanceHours: number;
  readonly requestHours: number;
  readonly oneUse: boolean;
  /** Approvals of an earlier version with the very same content count. */
  readonly keepsSame: boolean;
  /** Who may let it out without the approvals, and how long their reason must be at least. */
  readonly override: { readonly who: Who; readonly reasonLength: number } | null;
}

export interface Demand {
  /** What the rules say of it, for this author. */
  readonly verdict: Verdict;
  /** Without steps when nobody needs to be asked. */
  readonly plan: Plan;
}

const REVIEWERS: Who = { role: 'reviewer' };

/** One step of any reviewers. */
const defaultStep = (policy: Policy): PlanStep => ({
  id: whoKey(REVIEWERS),
  who: REVIEWERS,
  need: policy.need,
  stage: 0,
  because: [],
});

function forAuthor(policy: Policy, findings: readonly Found[], author: Person): readonly Found[] {
  const { trusted } = policy;
  if (trusted === undefined || !isMeant(trusted.who, author)) return findings;
  return findings.map((finding) =>
    finding.severity !== 'review' || trusted.except?.includes(`${finding.pack}/${finding.rule}`)
      ? finding
      : { ...finding, severity: 'warn' },
  );
}

/** Steps for the same people become one, which needs the most that any rule says and comes as late as any says. */
function merge(steps: readonly PlanStep[]): PlanStep[] {
  const byId = new Map<string, PlanStep>();
  for (const step of steps) {
    const other = byId.get(step.id);
    byId.set(
      step.id,
      other === undefined
        ? step
        : {
            ...step,
            need: Math.max(step.need, other.need),
            stage: Math.max(step.stage, other.stage),
            because: [...new Set([...other.because, ...step.because])],
          },
    );
  }
  return [...byId.values()].sort((a, b) => a.stage - b.stage || breadth(a.who) - breadth(b.who));
}

/** The shortest of what the rules say; the policy's own where a rule says nothing. */
function shortest(own: number, given: readonly (number | undefined)[]): number {
  return given.length === 0 ? own : Math.min(...given.map((hours) => hours ?? own));
}

/**
 * @param findings what the linter says of the draft, all of it
 * @param author who asks, with roles and groups: some are trusted
 * @param now epoch ms; a draft with a planned time is judged by that
 */
export function planFor(
  policy: Policy,
  draft: Draft,
  findings: readonly Found[],
  author: Person,
  now: number,
): Demand {
  const seen = forAuthor(policy, findings, author);
  const verdict = verdictOf(seen);
  const planned = draft.scheduledFor === null ? Number.NaN : Date.parse(draft.scheduledFor);
  const matter = { draft, findings: seen, at: Number.isNaN(planned) ? now : planned };
  const rules = (policy.rules ?? []).filter(({ when }) => holds(policy, when, matter));
  const demanded = rules.flatMap(({ id, steps, order }) =>
    steps.map(
      ({ who, need }, at): PlanStep => ({
        id: whoKey(who),
        who,
        need,
        stage: order === 'in-order' ? at : 0,
        because: [id],
      }),
    ),
  );
  if (rules.length === 0 && verdict === 'needs-approval') demanded.push(defaultStep(policy));
  const { overrides } = policy;
  const plan: Plan = {
    steps: merge(demanded),
    clearanceHours: shortest(
      policy.clearanceHours,
      rules.map((rule) => rule.clearanceHours),
    ),
    requestHours: shortest(
      policy.requestHours,
      rules.map((rule) => rule.requestHours),
    ),
    oneUse: policy.oneUse === true || rules.some(({ oneUse }) => oneUse === true),
    keepsSame: policy.editsVoid === 'changed-content',
    override: overrides === undefined ? null : { who: overrides.who, reasonLength: overrides.reasonLength },
  };
  return { verdict, plan };
}

/** The findings that policies go by: where there were too many to keep, the gravest of all is still among them. */
export function foundIn({ findings, verdict }: LintResult): readonly Found[] {
  if (verdictOf(findings) === verdict) return findings;
  const severity = verdict === 'blocked' ? 'block' : verdict === 'needs-approval' ? 'review' : 'warn';
  return [...findings, { pack: '', rule: '', severity }];
}

/** The plan of a request: whoever asks without need is answered by any reviewers. */
export function planOfRequest(policy: Policy, plan: Plan): Plan {
  return plan.steps.length > 0 ? plan : { ...plan, steps: [defaultStep(policy)] };
}
