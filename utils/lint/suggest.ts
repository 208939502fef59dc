import type { Suggestion } from './finding.ts';

/** Replacement written as the author wrote the original: capitals for capitals, a capital for a capital. */
export function cased(observed: string, replacement: string): string {
  if (replacement !== replacement.toLowerCase()) return replacement;
  const letters = observed.match(/\p{L}/gu) ?? [];
  const isUpper = (text: string): boolean => text !== text.toLowerCase() && text === text.toUpperCase();
  if (letters.length > 1 && isUpper(letters.join(''))) return replacement.toUpperCase();
  const [first = ''] = observed;
  const [initial = ''] = replacement;
  return isUpper(first) ? initial.toUpperCase() + replacement.slice(initial.length) : replacement;
}

/**
 * What to put in place of `[start, end)`. An empty replacement takes one of the blanks beside it along.
 * Replacements that change nothing, and repeated ones, are left out.
 */
export function suggestionsFor(
  text: string,
  start: number,
  end: number,
  replacements: readonly string[],
): Suggestion[] {
  const observed = text.slice(start, end);
  const suggestions: Suggestion[] = [];
  for (const replacement of replacements) {
    const suggestion =
      replacement === '' ? removal(text, start, end) : { start, end, text: cased(observed, replacement) };
    if (suggestion.text === observed) continue;
    if (suggestions.some((other) => other.text === suggestion.text)) continue;
    suggestions.push(suggestion);
  }
  return suggestions;
}

function removal(text: string, start: number, end: number): Suggestion {
  if (text.charAt(end) === ' ') return { start, end: end + 1, text: '' };
  if (text.charAt(start - 1) === ' ') return { start: start - 1, end, text: '' };
  return { start, end, text: '' };
}
