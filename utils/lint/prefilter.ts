import { fieldsOf } from './terms/data-error.ts';
import { packNumbers, unpackNumbers } from './terms/packed.ts';
import { own, WordIndex, type WordIndexData } from './terms/word-index.ts';

export interface PrefilterData {
  readonly index: WordIndexData;
  /** Rules that must run on every text. */
  readonly always: string;
}

/**
 * Which patterns can match at all: one pass over the text for a literal of every pattern, so that a pattern whose
 * words are not there is never run.
 */
export class Prefilter {
  readonly #index: WordIndex;
  readonly #always: readonly number[];

  /** @param patterns each rule's own number with lower-case texts of which a match has at least one, or null. */
  constructor(patterns: readonly { readonly rule: number; readonly literals: readonly string[] | null }[]);
  constructor(patterns: null, index: WordIndex, always: readonly number[]);
  constructor(
    patterns: readonly { readonly rule: number; readonly literals: readonly string[] | null }[] | null,
    index?: WordIndex,
    always: readonly number[] = [],
  ) {
    const unconditional = [...always];
    const rules = new Map<string, number[]>();
    for (const { rule, literals } of patterns ?? []) {
      if (literals === null || literals.length === 0 || literals.some((literal) => literal === '')) {
        unconditional.push(rule);
        continue;
      }
      for (const literal of literals) own(rules, sameSigma(literal), rule);
    }
    this.#index = index ?? WordIndex.of(rules);
    this.#always = unconditional;
  }

  /**
   * The prefilter that gave this data.
   * @throws LintDataError when the data is damaged.
   */
  static fromData(data: PrefilterData): Prefilter {
    fieldsOf(data, 'prefilter');
    const always = unpackNumbers(data.always, null, 'prefilter.always');
    return new Prefilter(null, WordIndex.fromData(data.index), [...always]);
  }

  toData(): PrefilterData {
    return { index: this.#index.toData(), always: packNumbers(this.#always) };
  }

  /** Numbers of the rules that must be run on `text`, in no order, each once. */
  candidates(text: string): Set<number> {
    const { automaton, owners } = this.#index;
    const rules = new Set(this.#always);
    automaton.scan(sameSigma(text.toLowerCase()), (word) => {
      const end = owners.first[word + 1] ?? 0;
      for (let i = owners.first[word] ?? 0; i < end; i++) rules.add(owners.numbers[i] ?? 0);
    });
    return rules;
  }
}

/** Lower-case text with one form of the letter whose lower case depends on what follows it. */
export function sameSigma(text: string): string {
  return text.includes('ς') ? text.replaceAll('ς', 'σ') : text;
}
