import type { GroupMatch, Pattern } from './pattern.ts';

/** A match and which of several patterns it is one of. */
export interface MatchOf extends GroupMatch {
  readonly index: number;
}

/**
 * Matches of several patterns as if they were one alternation: the leftmost counts, of those at one place that of the
 * pattern named first; none overlap.
 */
export function findFirst(patterns: readonly Pattern[], text: string): MatchOf[] {
  const found: MatchOf[] = [];
  for (const [index, pattern] of patterns.entries()) {
    for (const { start, end, group } of pattern.findGroups(text)) found.push({ start, end, group, index });
  }
  if (patterns.length < 2) return found;
  let free = 0;
  return found
    .sort((a, b) => a.start - b.start || a.index - b.index)
    .filter(({ start, end }) => {
      if (start < free) return false;
      free = end;
      return true;
    });
}

/** Texts of which at least one stands in every match of any of them; null when that cannot be said. */
export function literalsOf(patterns: readonly Pattern[]): readonly string[] | null {
  const literals: string[] = [];
  for (const pattern of patterns) {
    if (pattern.literals === null) return null;
    for (const literal of pattern.literals) literals.push(literal);
  }
  return literals;
}
