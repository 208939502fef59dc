import { isNullable, type Node } from './ast.ts';
import { compile } from './compile.ts';
import { PatternError } from './error.ts';
import { requiredLiterals } from './literals.ts';
import { parse } from './parse.ts';
import { Search } from './search.ts';

export { PatternError, type PatternErrorCode } from './error.ts';

export interface PatternOptions {
  /** Simple Unicode case folding, as if the pattern began with `(?i)`. */
  readonly ignoreCase: boolean;
  /** Wraps the pattern as `\b(?:…)\b`. */
  readonly wordBoundaries?: boolean;
  /** `^` and `$` match at line ends too, as if the pattern began with `(?m)`. */
  readonly multiline?: boolean;
}

/** UTF-16 offsets in the searched text; `end` is exclusive. */
export interface Match {
  readonly start: number;
  readonly end: number;
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

/**
 * Reads RE2's syntax and makes a pattern that can only run in linear time.
 * @throws PatternError with the place and the reason: look-around, back-references, possessive and atomic
 * repetition, faulty syntax, or a pattern that is too large.
 */
export function compilePattern(source: string, options: PatternOptions): Pattern {
  const parsed = parse(source, { ignoreCase: options.ignoreCase, multiline: options.multiline === true });
  const edge: Node = { kind: 'assert', what: 'word-edge' };
  const root: Node = options.wordBoundaries ? { kind: 'all', items: [edge, parsed.root, edge] } : parsed.root;
  const program = compile({ root, groups: parsed.groups });
  const nullable = isNullable(root);
  // Most patterns of a ruleset are never run: what the literals rule out costs no tables.
  let search: Search | null = null;
  let spanning: Search | null = null;
  const searching = () => (search ??= new Search(program, 'anywhere'));

  const findAll = (text: string, from = 0, to = text.length): Match[] => {
    const matches: Match[] = [];
    const [first, last] = clamp(text, from, to);
    searching().each(text, first, last, (start, end) => {
      if (end > start) matches.push({ start, end });
      return true;
    });
    return matches;
  };

  return {
    source,
    literals: requiredLiterals(root),
    findAll,
    test: (text, from = 0, to = text.length) => {
      const [first, last] = clamp(text, from, to);
      if (!nullable) return searching().some(text, first, last);
      let found = false;
      searching().each(text, first, last, (start, end) => {
        found = end > start;
        return !found;
      });
      return found;
    },
    groups: (text, { start, end }) => {
      if (program.groups === 0) return [];
      spanning ??= new Search(program, 'at-end');
      // The match may have been found in a slice, whose edges were seen as the text's.
      for (const [before, after] of [
        [false, false],
        [true, false],
        [false, true],
        [true, true],
      ] as const) {
        const spans = spanning.spans(text, start, end, before, after);
        if (!spans) continue;
        return Array.from({ length: program.groups }, (_, i) => {
          const from = spans[i * 2 + 2] ?? -1;
          const to = spans[i * 2 + 3] ?? -1;
          return from < 0 || to < 0 ? undefined : text.slice(from, to);
        });
      }
      return Array.from({ length: program.groups }, () => undefined);
    },
  };
}

/** Why the pattern would be refused, or null when it can be used. */
export function checkPattern(source: string): PatternError | null {
  try {
    compile(parse(source, { ignoreCase: false, multiline: false }));
    return null;
  } catch (error) {
    if (error instanceof PatternError) return error;
    throw error;
  }
}

function clamp(text: string, from: number, to: number): [from: number, to: number] {
  const first = Math.min(Math.max(from, 0), text.length);
  return [first, Math.max(first, Math.min(to, text.length))];
}
