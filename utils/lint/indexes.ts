/** What is looked up in a text once for all rules: the words that patterns need, and the terms of all lists. */
import { exceptionsOf } from './kinds/exceptions.ts';
import type { Matcher } from './kinds/matcher.ts';
import { matcherOf } from './kinds/registry.ts';
import type { LinterPlan } from './plan.ts';
import { Prefilter, type PrefilterData } from './prefilter.ts';
import { isWide, looksAt } from './scope.ts';
import { TermFinder, type TermFinderData } from './term-finder.ts';

export interface Indexes {
  readonly prefilter: Prefilter;
  /** Null when no rule has a list of terms. */
  readonly terms: TermFinder | null;
}

/** Indexes as JSON can carry them. */
export interface IndexesData {
  readonly prefilter: PrefilterData;
  readonly terms: TermFinderData | null;
}

/** @param matchers each at the number of its rule */
export function indexesOf(matchers: readonly Matcher[]): Indexes {
  const prefilter = new Prefilter(
    matchers.flatMap((matcher, rule) => {
      const isNarrow = matcher.by === 'passage' && looksAt(matcher.scope, (unit) => !isWide(unit));
      if (isNarrow) return [{ rule, literals: matcher.literals }];
      return matcher.by === 'draft' && matcher.literals ? [{ rule, literals: matcher.literals }] : [];
    }),
  );
  const lists = matchers.flatMap((matcher, rule) =>
    matcher.by === 'terms'
      ? [{ rule, terms: matcher.terms, ignoreMarks: matcher.ignoreMarks, evasion: matcher.evasion }]
      : [],
  );
  return { prefilter, terms: lists.length === 0 ? null : new TermFinder(lists) };
}

/** The indexes that gave this data. @throws LintDataError when it is damaged */
export function loadIndexes({ prefilter, terms }: IndexesData): Indexes {
  return {
    prefilter: Prefilter.fromData(prefilter),
    terms: terms === null ? null : TermFinder.fromData(terms),
  };
}

/**
 * A plan with its indexes, for a page that is to load it without building them; the lists that are in them are left out.
 * @throws RangeError when the plan is damaged
 */
export function indexed(plan: LinterPlan): LinterPlan {
  const shared = { accepted: exceptionsOf(plan.accepted ?? null) };
  const { prefilter, terms } = indexesOf(plan.rules.map((rule) => matcherOf(rule.kind, rule.plan, shared)));
  return {
    ...plan,
    rules: plan.rules.map((rule) =>
      rule.kind === 'terms' ? { ...rule, plan: { ...rule.plan, terms: [] } } : rule,
    ),
    indexes: { prefilter: prefilter.toData(), terms: terms?.toData() ?? null },
  };
}
