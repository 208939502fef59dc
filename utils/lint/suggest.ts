import type { Suggestion } from './finding.ts';

/** What one finding may carry (`findingSchema` in utils/api/draft.ts); more is refused where it is sent. */
const MOST_SUGGESTIONS = 20;
const LONGEST_SUGGESTION = 2000;

/** Replacement written as the author wrote the original: capitals for capitals, a capital for a capital. */
export function cased(observed: string, replacement: string): string {
  const lower = replacement.toLowerCase();
  // What differs in its capitals alone is about them.
  if (replacement !== lower || lower === observed.toLowerCase()) return replacement;
  const letters = observed.match(/\p{L}/gu) ?? [];
  const isUpper = (text: string): boolean => text !== text.toLowerCase() && text === text.toUpperCase();
  if (letters.length > 1 && isUpper(letters.join(''))) return replacement.toUpperCase();
  const [first = ''] = observed;
  const [initial = ''] = replacement;
  return isUpper(first) ? initial.toUpperCase() + replacement.slice(initial.length) : replacement;
}

/**
 * What to put in place of `[start, end)`. An empty replacement takes one of the blanks beside it along.
 * Replacements that change nothing, repeated ones, those of more than 2000 units and what comes after the first twenty
 * are left out: a replacement cut short would put something else into the post.
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
    if (suggestion.text === observed || suggestion.text.length > LONGEST_SUGGESTION) continue;
    if (suggestions.some((other) => other.text === suggestion.text)) continue;
    suggestions.push(suggestion);
    if (suggestions.length === MOST_SUGGESTIONS) break;
  }
  return suggestions;
}

function removal(text: string, start: number, end: number): Suggestion {
  if (text.charAt(end) === ' ') return { start, end: end + 1, text: '' };
  if (text.charAt(start - 1) === ' ') return { start: start - 1, end, text: '' };
  return { start, end, text: '' };
}
