import { Automaton } from './automaton.ts';
import { Folder } from './fold.ts';
import type { Span } from './spans.ts';
import { isWholeWord } from './word.ts';

/** The terms of many rules, found together in one pass over the folded text. */
export class TermFinder {
  readonly #folder: Folder;
  readonly #automaton: Automaton;
  /** Rules that have the word, by word. */
  readonly #owners: readonly (readonly number[])[];

  /** @param lists each rule's own number with its terms. */
  constructor(
    lists: readonly { readonly rule: number; readonly terms: readonly string[] }[],
    options: { readonly ignoreMarks: boolean },
  ) {
    this.#folder = new Folder(options);
    const owners = new Map<string, number[]>();
    for (const { rule, terms } of lists) {
      for (const term of terms) {
        const word = this.#folder.plain(term);
        if (word === '') continue;
        const known = owners.get(word);
        if (known === undefined) owners.set(word, [rule]);
        else if (known.at(-1) !== rule) known.push(rule);
      }
    }
    this.#automaton = new Automaton([...owners.keys()]);
    this.#owners = [...owners.values()];
  }

  /** Whole-word hits by rule number, in order; of hits that overlap, the leftmost and then the longest. */
  find(text: string): Map<number, Span[]> {
    const folded = this.#folder.fold(text);
    const byRule = new Map<number, Span[]>();
    this.#automaton.scanUnits(folded.units, folded.length, (word, from, to) => {
      if (!folded.whole(from, to)) return;
      const start = folded.start(from);
      const end = folded.end(to - 1);
      if (!isWholeWord(text, start, end)) return;
      for (const rule of this.#owners[word] ?? []) {
        const spans = byRule.get(rule);
        if (spans === undefined) byRule.set(rule, [{ start, end }]);
        else spans.push({ start, end });
      }
    });
    for (const [rule, spans] of byRule) byRule.set(rule, leftmostLongest(spans));
    return byRule;
  }
}

function leftmostLongest(spans: Span[]): Span[] {
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  let free = 0;
  return spans.filter(({ start, end }) => {
    if (start < free) return false;
    free = end;
    return true;
  });
}
