import { type PatternPlan, patternOf } from './regex/pattern.ts';

const PLACE = /\$(?:(\d)|\{(\d)\})/g;

/** `text` with `$0` … `$9` (also `${1}`) replaced by the observed text and its groups. */
export function expandGroups(
  text: string,
  observed: string,
  groups: readonly (string | undefined)[],
): string {
  return text.replace(PLACE, (_, plain?: string, braced?: string) => {
    const group = Number(plain ?? braced);
    return group === 0 ? observed : (groups[group - 1] ?? '');
  });
}

/** The same as Go writes replacements: `$12` is group 12, `$$` a dollar, and `$1st` a group that there is not. */
export function expandNamed(text: string, observed: string, groups: readonly (string | undefined)[]): string {
  return text.replace(
    /\$(?:(\$)|\{(\w+)\}|(\w+))/g,
    (_, dollar?: string, braced?: string, plain?: string) => {
      if (dollar !== undefined) return dollar;
      const group = Number(braced ?? plain);
      return group === 0 ? observed : (groups[group - 1] ?? '');
    },
  );
}

/** Whether `text` speaks of groups. */
export function hasGroups(text: string): boolean {
  return text.search(PLACE) !== -1;
}

/** A pattern that must cover the observed text as a whole, and what to write then. */
export interface FixPlan {
  readonly pattern: PatternPlan;
  readonly text: string;
}

/** A rule's `fixes`: the replacements whose pattern covers the observed text as a whole. */
export function fixesOf(plans: readonly FixPlan[]): (observed: string) => string[] {
  const ready = plans.map(({ pattern, text }) => ({ pattern: patternOf(pattern), text }));
  return (observed) =>
    ready.flatMap(({ pattern, text }) => {
      const [match] = pattern.findAll(observed);
      return match === undefined ? [] : [expandGroups(text, observed, pattern.groups(observed, match))];
    });
}
