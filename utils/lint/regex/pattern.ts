import { type Program, type ProgramPlan, programOf } from './program.ts';
import { Search } from './search.ts';

/** UTF-16 offsets in the searched text; `end` is exclusive. */
export interface Match {
  readonly start: number;
  readonly end: number;
}

/** A match with the first capturing group that it went through, from 1; 0 when it met none. */
export interface GroupMatch extends Match {
  readonly group: number;
}

/**
 * A compiled pattern. Matching is leftmost-first (of the alternatives at the leftmost place, the one written first),
 * by code point, and takes time in proportion to the text for any pattern and any text: at most
 * c · (characters + 1) · (instructions of the pattern) steps for a whole `findAll`, however many matches there are
 * (see search.ts). `\w`, `\b` and `\d` are Unicode-aware: letters, marks and digits of every script are word
 * characters; `\s` is every Unicode blank; `.` is anything but a line feed; `$` is the end of the text without (?m).
 *
 * `from` and `to` are UTF-16 offsets, clamped to the text; what lies outside of them is not seen, by assertions
 * neither.
 */
export interface Pattern {
  readonly source: string;
  /** All non-overlapping leftmost-first matches in `text.slice(from, to)`, in order; empty matches are skipped. */
  findAll(text: string, from?: number, to?: number): Match[];
  /** The same with the group of each match. */
  findGroups(text: string): GroupMatch[];
  /** Whether `findAll` would find anything. */
  test(text: string, from?: number, to?: number): boolean;
  /**
   * The text of each capturing group, from group 1, of a match that `findAll` found in this text (also with `from`
   * and `to`); undefined where a group took no part. Linear in the length of the match.
   */
  groups(text: string, match: Match): (string | undefined)[];
  /** Texts of which at least one occurs in `match.toLowerCase()` for every match; null when none can be proven. */
  readonly literals: readonly string[] | null;
}

/** A pattern as data: what `planPattern` made of its source. */
export interface PatternPlan extends ProgramPlan {
  readonly source: string;
  readonly nullable: boolean;
  readonly literals: readonly string[] | null;
}

/** The pattern that a plan describes. Its tables are made when it is first run. */
export function patternOf(plan: PatternPlan): Pattern {
  // Most patterns of a ruleset are never run: what the literals rule out costs no tables.
  let program: Program | null = null;
  let search: Search | null = null;
  let spanning: Search | null = null;
  const loaded = () => (program ??= programOf(plan));
  const searching = () => (search ??= new Search(loaded(), 'anywhere'));

  const findAll = (text: string, from = 0, to = text.length): Match[] => {
    const matches: Match[] = [];
    const [first, last] = clamp(text, from, to);
    searching().each(text, first, last, (start, end) => {
      if (end > start) matches.push({ start, end });
      return true;
    });
    return matches;
  };

  const findGroups = (text: string): GroupMatch[] => {
    const matches: GroupMatch[] = [];
    searching().each(text, 0, text.length, (start, end, group) => {
      if (end > start) matches.push({ start, end, group });
      return true;
    });
    return matches;
  };

  return {
    source: plan.source,
    literals: plan.literals,
    findAll,
    findGroups,
    test: (text, from = 0, to = text.length) => {
      const [first, last] = clamp(text, from, to);
      if (!plan.nullable) return searching().some(text, first, last);
      let found = false;
      searching().each(text, first, last, (start, end) => {
        found = end > start;
        return !found;
      });
      return found;
    },
    groups: (text, { start, end }) => {
      if (plan.groups === 0) return [];
      spanning ??= new Search(loaded(), 'at-end');
      // The match may have been found in a slice, whose edges were seen as the text's.
      for (const [before, after] of [
        [false, false],
        [true, false],
        [false, true],
        [true, true],
      ] as const) {
        const spans = spanning.spans(text, start, end, before, after);
        if (!spans) continue;
        return Array.from({ length: plan.groups }, (_, i) => {
          const from = spans[i * 2 + 2] ?? -1;
          const to = spans[i * 2 + 3] ?? -1;
          return from < 0 || to < 0 ? undefined : text.slice(from, to);
        });
      }
      return Array.from({ length: plan.groups }, () => undefined);
    },
  };
}

function clamp(text: string, from: number, to: number): [from: number, to: number] {
  const first = Math.min(Math.max(from, 0), text.length);
  return [first, Math.max(first, Math.min(to, text.length))];
}
