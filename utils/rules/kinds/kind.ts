import type { Rule, RuleKind, RuleOf } from '../schema.ts';

/** Where a rule matches in one text. Offsets are UTF-16 in the text as the author sees it. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  /** Preferred wordings, best first. */
  readonly expected: readonly string[];
  /** What may be shown in place of the author's text when that is a secret, else null. */
  readonly masked: string | null;
}

/** A rule ready to run: on the text itself, or as words of the one automaton that all term lists share. */
export type Matcher =
  | {
      readonly by: 'text';
      /** Lower-case texts of which at least one stands in every match; null when the rule must always run. */
      readonly literals: readonly string[] | null;
      /** Hits in order, not overlapping. */
      readonly find: (text: string) => Hit[];
    }
  | { readonly by: 'terms'; readonly terms: readonly string[]; readonly ignoreMarks: boolean };

export interface PatternSource {
  /** Place in the rule, such as `['tokens', 3]`. */
  readonly path: readonly (string | number)[];
  readonly source: string;
  /** True where the pattern is a key of the object at `path`'s end. */
  readonly isKey?: boolean;
}

/** One file a kind. */
export interface Kind<K extends RuleKind> {
  readonly kind: K;
  /** @throws PatternError when a pattern of the rule cannot be used. */
  compile(rule: RuleOf<K>): Matcher;
  /** The kind's own patterns, each checked alone when a pack loads, so that a mistake has a place. */
  patterns(rule: RuleOf<K>): PatternSource[];
}

export type AnyKind = { readonly [K in RuleKind]: Kind<K> };
export type { Rule, RuleKind };
