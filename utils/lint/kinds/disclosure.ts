import { limitsOf } from '../../draft/length/platforms.ts';
import type { Passage } from '../passage.ts';
import { type Match, type Pattern, type PatternPlan, patternOf } from '../regex/pattern.ts';
import { findFirst, literalsOf } from '../regex/several.ts';
import type { DraftView, PartView } from '../view.ts';
import { isWholeWord } from '../word.ts';
import type { DraftHit, Runner } from './matcher.ts';

export interface DisclosurePlan {
  /** What makes it needed; null when only the context or other rules do. */
  readonly needs: readonly PatternPlan[] | null;
  readonly context: readonly string[];
  /** `pack/rule` */
  readonly rules: readonly string[];
  readonly given: readonly PatternPlan[];
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
  const needed = plan.needs?.map(patternOf) ?? null;
  const literals = needed === null ? [NOTHING] : literalsOf(needed);
  const needs = needed === null ? () => [] : wordsOf(needed);
  const given = wordsOf(plan.given.map(patternOf));
  const isGiven = (view: DraftView, part: PartView | undefined): boolean => {
    if (part === undefined) return false;
    const fold = plan.within === 'fold' ? (limitsOf(view.draft.platform)?.fold ?? null) : null;
    const inTime = given(part).filter(({ end }) => fold === null || end <= fold);
    if (inTime.length === 0 || !plan.ignoresHashtagRows) return inTime.length > 0;
    const rows = hashtagRows(part);
    return inTime.some(({ start, end }) => !rows.some((row) => start < row.end && row.start < end));
  };
  /** Whether the author declared what makes it needed, or another rule found it. */
  const isDue = (view: DraftView): boolean =>
    plan.context.some((tag) => view.context.context?.includes(tag) === true) ||
    plan.rules.some((rule) => view.found.has(rule));
  return {
    by: 'draft',
    literals,
    isDue,
    takes: plan.within === 'same-part' ? 'first-of-each-part' : 'first',
    find: (view) => {
      const hits = view.parts.flatMap((part) => needs(part).map((match) => ({ ...match, part: part.index })));
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
      const found = hits.map(({ part, start, end }) => at(part, start, end));
      return isDue(view) ? [...found, at(0, 0, 0)] : found;
    },
  };
};

/**
 * Matches in a part's paragraphs that do not begin or end inside a word; `#ad` and `R$` are whole although they begin or
 * end with a sign. A paragraph that stays the same is searched once.
 */
function wordsOf(patterns: readonly Pattern[]): (part: PartView) => readonly Match[] {
  const known = new WeakMap<Passage, readonly Match[]>();
  const wordsIn = (passage: Passage): readonly Match[] => {
    const { text } = passage;
    let words = known.get(passage);
    if (words === undefined) {
      words = findFirst(patterns, text).filter(({ start, end }) => isWholeWord(text, start, end));
      known.set(passage, words);
    }
    return words;
  };
  return ({ passages }) =>
    passages.flatMap(({ start: offset, passage }) =>
      wordsIn(passage).map(({ start, end }) => ({ start: start + offset, end: end + offset })),
    );
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
