import { Automaton } from './automaton.ts';

/**
 * Which patterns can match at all: one pass over the text for a literal of every pattern, so that a pattern whose
 * words are not there is never run.
 */
export class Prefilter {
  readonly #automaton: Automaton;
  readonly #owners: readonly (readonly number[])[];
  readonly #always: readonly number[];

  /** @param patterns each rule's own number with lower-case texts of which a match has at least one, or null. */
  constructor(patterns: readonly { readonly rule: number; readonly literals: readonly string[] | null }[]) {
    const owners = new Map<string, number[]>();
    const always: number[] = [];
    for (const { rule, literals } of patterns) {
      if (literals === null || literals.length === 0 || literals.some((literal) => literal === '')) {
        always.push(rule);
        continue;
      }
      for (const literal of literals) {
        const word = sameSigma(literal);
        const known = owners.get(word);
        if (known === undefined) owners.set(word, [rule]);
        else known.push(rule);
      }
    }
    this.#automaton = new Automaton([...owners.keys()]);
    this.#owners = [...owners.values()];
    this.#always = always;
  }

  /** Numbers of the rules that must be run on `text`, in no order, each once. */
  candidates(text: string): Set<number> {
    const rules = new Set(this.#always);
    this.#automaton.scan(sameSigma(text.toLowerCase()), (word) => {
      for (const rule of this.#owners[word] ?? []) rules.add(rule);
    });
    return rules;
  }
}

/** The one letter whose lower case depends on what follows it. */
function sameSigma(text: string): string {
  return text.includes('ς') ? text.replaceAll('ς', 'σ') : text;
}
