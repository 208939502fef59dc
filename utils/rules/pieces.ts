import type { PatternPlan } from '../lint/regex/pattern.ts';
import { PatternError } from '../lint/regex/plan.ts';

/** Some of a list, and the one pattern of all of them. */
export interface Piece<T> {
  readonly members: readonly T[];
  readonly pattern: PatternPlan;
}

/**
 * One pattern of a whole list, or of its halves and so on where that is too large to be compiled: a list of thousands
 * of terms can be used as well as one of ten.
 * @throws PatternError when a single member cannot be used
 */
export function planInPieces<T>(
  members: readonly T[],
  plan: (members: readonly T[]) => PatternPlan,
): Piece<T>[] {
  if (members.length === 0) return [];
  try {
    return [{ members, pattern: plan(members) }];
  } catch (error) {
    if (!(error instanceof PatternError) || error.code !== 'pattern_too_large' || members.length === 1)
      throw error;
    const half = Math.ceil(members.length / 2);
    return [...planInPieces(members.slice(0, half), plan), ...planInPieces(members.slice(half), plan)];
  }
}
