import type { Passage } from '../passage.ts';
import type { ScopePlan } from '../scope.ts';
import type { DraftView } from '../view.ts';

/** Where a rule matches in one text. Offsets are UTF-16 in the text that the rule was given. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  /** Preferred wordings, best first. */
  readonly expected: readonly string[];
  /** What may be shown in place of the author's text when that is a secret, else null. */
  readonly masked: string | null;
  /** What stands in the message for `{name}`, beside `{match}` and `{expected}`. */
  readonly detail?: Readonly<Record<string, string>>;
}

/** A hit in one part of a draft; of something that is missing `start` and `end` are 0. */
export interface DraftHit extends Hit {
  readonly part: number;
}

/** A rule ready to run: on passages, as words of the one automaton that all term lists share, or on the whole draft. */
export type Matcher =
  | {
      readonly by: 'passage';
      readonly scope: ScopePlan;
      /** Lower-case texts of which at least one stands in every match; null when the rule must always run. */
      readonly literals: readonly string[] | null;
      /** Hits in order, not overlapping; offsets in `passage.text`. */
      readonly find: (passage: Passage) => Hit[];
    }
  | { readonly by: 'terms'; readonly terms: readonly string[]; readonly ignoreMarks: boolean }
  | {
      readonly by: 'draft';
      /** Hits in order of part and start; offsets in the part's text. */
      readonly find: (view: DraftView) => DraftHit[];
    };

/**
 * Makes a matcher of a kind's plan: plain data that the kind's `compile` made of a rule. Only this runs in the page.
 * @throws RangeError when the plan is damaged
 */
export type Runner<P> = (plan: P) => Matcher;
