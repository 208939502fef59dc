import { limitsOf } from '../../draft/length/platforms.ts';
import { type Match, type Pattern, type PatternPlan, patternOf } from '../regex/pattern.ts';
import type { DraftView, PartView } from '../view.ts';
import { isWholeWord } from '../word.ts';
import type { DraftHit, Runner } from './matcher.ts';

export interface DisclosurePlan {
  /** What makes it needed; null when only the context or other rules do. */
  readonly needs: PatternPlan | null;
  readonly context: readonly string[];
  /** `pack/rule` */
  readonly rules: readonly string[];
  readonly given: PatternPlan;
  readonly within: 'text' | 'fold' | 'first-part' | 'same-part';
  readonly ignoresHashtagRows: boolean;
  /** Texts offered to be put before the first part. */
  readonly add: readonly string[];
}

/** Stands in no text: a rule without patterns of its own is run when it is due, and never else. */
const NOTHING = '\0';
/** So many hashtags with nothing but blanks between them are a row, in which a label is lost. */
const ROW = 3;

/** A hit where the draft first says what needs a disclosure that is not there; at 0 where only the context says it. */
export const runDisclosure: Runner<DisclosurePlan> = (plan) => {
  const needs = plan.needs === null ? null : patternOf(plan.needs);
  const given = patternOf(plan.given);
  const isGiven = (view: DraftView, part: PartView | undefined): boolean => {
    if (part === undefined) return false;
    const fold = plan.within === 'fold' ? (limitsOf(view.draft.platform)?.fold ?? null) : null;
    const rows = plan.ignoresHashtagRows ? hashtagRows(part) : [];
    return wordsIn(given, part.text).some(
      ({ start, end }) =>
        (fold === null || end <= fold) && !rows.some((row) => start < row.end && row.start < end),
    );
  };
  /** Whether the author declared what makes it needed, or another rule found it. */
  const isDue = (view: DraftView): boolean =>
    plan.context.some((tag) => view.context.context?.includes(tag) === true) ||
    plan.rules.some((rule) => view.found.has(rule));
  return {
    by: 'draft',
    literals: needs === null ? [NOTHING] : needs.literals,
    isDue,
    find: (view) => {
      const hits = triggers(view, needs);
      if (hits.length === 0 && !isDue(view)) return [];
      const [first] = view.parts;
      const add = plan.add.map((text) => ({ start: 0, end: 0, text }));
      const at = (part: number, start: number, end: number): DraftHit => ({
        part,
        start,
        end,
        expected: [],
        masked: null,
        suggestions: part === 0 ? add : [],
      });
      if (plan.within === 'same-part') {
        const bare = hits.filter(({ part }) => !isGiven(view, view.parts[part]));
        if (bare.length > 0 || hits.length > 0)
          return bare.map(({ part, start, end }) => at(part, start, end));
      }
      const places = plan.within === 'text' ? view.parts : [first];
      if (places.some((part) => isGiven(view, part))) return [];
      const [hit] = hits;
      return [hit === undefined ? at(0, 0, 0) : at(hit.part, hit.start, hit.end)];
    },
  };
};

/** The first place in each part that makes a disclosure needed. */
function triggers(view: DraftView, needs: Pattern | null): (Match & { readonly part: number })[] {
  if (needs === null) return [];
  return view.parts.flatMap(({ text, index }) => {
    const [first] = wordsIn(needs, text);
    return first === undefined ? [] : [{ ...first, part: index }];
  });
}

/** Matches that do not begin or end inside a word; `#ad` and `R$` are whole although they begin or end with a sign. */
function wordsIn(pattern: Pattern, text: string): Match[] {
  return pattern.findAll(text).filter(({ start, end }) => isWholeWord(text, start, end));
}

/** Rows of hashtags without their first one, which is still read. */
function hashtagRows({ text, entities }: PartView): Match[] {
  const rows: { start: number; end: number; count: number }[] = [];
  for (const { start, end } of entities.hashtags) {
    const row = rows.at(-1);
    if (row !== undefined && text.slice(row.end, start).trim() === '') {
      if (row.count === 1) row.start = start;
      row.end = end;
      row.count += 1;
    } else rows.push({ start, end, count: 1 });
  }
  return rows.filter(({ count }) => count >= ROW);
}
