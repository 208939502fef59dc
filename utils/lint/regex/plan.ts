import { isNullable, type Node } from './ast.ts';
import { compile } from './compile.ts';
import { PatternError } from './error.ts';
import { requiredLiterals } from './literals.ts';
import { parse } from './parse.ts';
import { type Pattern, type PatternPlan, patternOf } from './pattern.ts';

export { PatternError, type PatternErrorCode } from './error.ts';

export interface PatternOptions {
  /** Simple Unicode case folding, as if the pattern began with `(?i)`. */
  readonly ignoreCase: boolean;
  /** Wraps the pattern as `\b(?:…)\b`. */
  readonly wordBoundaries?: boolean;
  /** `^` and `$` match at line ends too, as if the pattern began with `(?m)`. */
  readonly multiline?: boolean;
}

/**
 * Reads RE2's syntax and plans a pattern that can only run in linear time.
 * @throws PatternError with the place and the reason: look-around, back-references, possessive and atomic
 * repetition, faulty syntax, or a pattern that is too large.
 */
export function planPattern(source: string, options: PatternOptions): PatternPlan {
  const parsed = parse(source, { ignoreCase: options.ignoreCase, multiline: options.multiline === true });
  const edge: Node = { kind: 'assert', what: 'word-edge' };
  const root: Node = options.wordBoundaries ? { kind: 'all', items: [edge, parsed.root, edge] } : parsed.root;
  return {
    source,
    ...compile({ root, groups: parsed.groups }),
    nullable: isNullable(root),
    literals: requiredLiterals(root),
  };
}

/** The pattern itself, for use where it was written. @throws PatternError */
export function compilePattern(source: string, options: PatternOptions): Pattern {
  return patternOf(planPattern(source, options));
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
