import { LintDataError } from './data-error.ts';
import { packNumbers, unpackNumbers } from './packed.ts';

/**
 * Which rules have a word: numbers by word, in two arrays. Of `word` they are `numbers[i]` for `i` from
 * `first[word]` to `first[word + 1]` - 1.
 */
export class Owners {
  readonly first: Uint32Array;
  readonly numbers: Uint32Array;

  constructor(first: Uint32Array, numbers: Uint32Array) {
    this.first = first;
    this.numbers = numbers;
  }

  /** @param rules the numbers of every word, by word. */
  static of(rules: readonly (readonly number[])[]): Owners {
    const first = new Uint32Array(rules.length + 1);
    rules.forEach(({ length }, word) => {
      first[word + 1] = (first[word] ?? 0) + length;
    });
    return new Owners(first, Uint32Array.from(rules.flat()));
  }

  /**
   * The owners that gave this text.
   * @param words how many words there must be.
   * @throws LintDataError when the text is damaged.
   */
  static fromData(data: unknown, words: number, field: string): Owners {
    const packed = unpackNumbers(data, null, field);
    const first = new Uint32Array(words + 1);
    const numbers = new Uint32Array(packed.length);
    let at = 0;
    let before = 0;
    let next = 0;
    for (let word = 0; word < words; word++) {
      const size = packed[at++] ?? 0;
      if (size > packed.length - at) throw new LintDataError(field);
      for (let i = 0; i < size; i++) {
        const step = packed[at++] ?? 0;
        // Even steps lead up, odd ones down.
        before += (step & 1) === 0 ? step >>> 1 : -((step + 1) >>> 1);
        if (before < 0) throw new LintDataError(field);
        numbers[next++] = before;
      }
      first[word + 1] = next;
    }
    if (at !== packed.length) throw new LintDataError(field);
    return new Owners(first, numbers.slice(0, next));
  }

  /** As text: of every word how many numbers it has, and how far each is from the one before. */
  toData(): string {
    const packed: number[] = [];
    let before = 0;
    for (let word = 0; word + 1 < this.first.length; word++) {
      const from = this.first[word] ?? 0;
      const to = this.first[word + 1] ?? 0;
      packed.push(to - from);
      for (let i = from; i < to; i++) {
        const number = this.numbers[i] ?? 0;
        packed.push(number >= before ? (number - before) * 2 : (before - number) * 2 - 1);
        before = number;
      }
    }
    return packNumbers(packed);
  }

  /** The highest number of all, or -1. */
  get highest(): number {
    return this.numbers.reduce((most, number) => Math.max(most, number), -1);
  }
}
