import type { Draft } from './draft.ts';

const WORDS = 140;

/** The beginning of a draft on one line; never half a character. */
export function firstWords({ draft }: { readonly draft: Pick<Draft, 'parts'> }): string {
  for (const part of draft.parts) {
    const line = part.text
      .slice(0, 4 * WORDS)
      .replace(/\s+/g, ' ')
      .trim();
    if (line === '') continue;
    if (line.length <= WORDS) return line;
    const cut = line.slice(0, WORDS).replace(/[\uD800-\uDBFF]$/, '');
    const space = cut.lastIndexOf(' ');
    return `${space > WORDS / 2 ? cut.slice(0, space) : cut}…`;
  }
  return '';
}
