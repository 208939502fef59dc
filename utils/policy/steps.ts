/** How far a version is on its way through the steps of its plan. */
import type { DecisionKind } from '../api/entities.ts';
import type { Plan, PlanStep } from './plan.ts';
import { type Person, sitsOn } from './who.ts';

export interface DecisionState {
  readonly member: string;
  readonly kind: DecisionKind;
  /** Id of the step that it was made in; decisions from before there were steps count for any reviewers. */
  readonly step?: string | null;
  /** In whose place it was made; the member's own by default. */
  readonly seat?: string | null;
}

/** Who acts, and for whom of those who are away. */
export interface Actor extends Person {
  readonly standsFor: readonly Person[];
}

export interface StepProgress {
  readonly step: PlanStep;
  readonly approvals: number;
  readonly state: 'done' | 'open' | 'later';
}

const seatOf = ({ seat, member }: DecisionState): string => seat ?? member;
const stepOf = ({ step }: DecisionState): string => step ?? 'role:reviewer';

/** In the order of the plan. Every seat counts once. */
export function stepsOf(plan: Plan, decisions: readonly DecisionState[]): StepProgress[] {
  const done = plan.steps.map((step) => {
    const seats = new Set(
      decisions.filter((one) => one.kind === 'approve' && stepOf(one) === step.id).map(seatOf),
    );
    return { step, approvals: seats.size, isDone: seats.size >= step.need };
  });
  return done.map(({ step, approvals, isDone }) => {
    const waits = done.some((other) => other.step.stage < step.stage && !other.isDone);
    return { step, approvals, state: isDone ? 'done' : waits ? 'later' : 'open' };
  });
}

export function isComplete(plan: Plan, decisions: readonly DecisionState[]): boolean {
  return plan.steps.length > 0 && stepsOf(plan, decisions).every(({ state }) => state === 'done');
}

export interface Seat {
  readonly step: string;
  /** The member, or the one who is away. */
  readonly seat: string;
}

/**
 * The seat that a member decides from now, or why there is none.
 * @param barred the author and the last editor: nobody decides for them either
 */
export function findSeat(
  plan: Plan,
  decisions: readonly DecisionState[],
  actor: Actor,
  barred: readonly string[],
): Seat | 'wrong_role' | 'not_your_turn' | 'already_decided' {
  const taken = new Set(decisions.map(seatOf));
  const people = [actor, ...actor.standsFor].filter(({ member }) => !barred.includes(member));
  let why: 'wrong_role' | 'not_your_turn' | 'already_decided' = 'wrong_role';
  for (const { step, state } of stepsOf(plan, decisions)) {
    for (const person of people) {
      if (!sitsOn(step.who, person)) continue;
      if (taken.has(person.member)) {
        if (why === 'wrong_role') why = 'already_decided';
      } else if (state === 'open') return { step: step.id, seat: person.member };
      else why = 'not_your_turn';
    }
  }
  return why;
}
