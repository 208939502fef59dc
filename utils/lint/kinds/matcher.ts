import type { Suggestion } from '../finding.ts';
import type { Passage } from '../passage.ts';
import type { ScopePlan } from '../scope.ts';
import type { DraftView } from '../view.ts';
import type { Exceptions } from './exceptions.ts';

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
  /** Ready to be applied to the part, beside what `expected` puts in place of the hit. */
  readonly suggestions?: readonly Suggestion[];
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
  | {
      readonly by: 'terms';
      readonly terms: readonly string[];
      readonly ignoreMarks: boolean;
      readonly evasion: boolean;
    }
  | {
      readonly by: 'draft';
      /** As above, where a rule is worth running only on a draft that has one; absent when it always is. */
      readonly literals?: readonly string[] | null;
      /** Whether it must be run although the draft has none of the literals. */
      readonly isDue?: (view: DraftView) => boolean;
      /** How many of the hits that no exception lets through are findings; all when absent. */
      readonly takes?: 'first' | 'first-of-each-part';
      /** Hits in order of part and start; offsets in the part's text. */
      readonly find: (view: DraftView) => DraftHit[];
    };

/** What all rules of a ruleset share. */
export interface Shared {
  /** What the team's vocabulary accepts: exceptions of every rule that minds a vocabulary. */
  readonly accepted: Exceptions;
}

/**
 * Makes a matcher of a kind's plan: plain data that the kind's `compile` made of a rule. Only this runs in the page.
 * @throws RangeError when the plan is damaged
 */
export type Runner<P> = (plan: P, shared: Shared) => Matcher;
