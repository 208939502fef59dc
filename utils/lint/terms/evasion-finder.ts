import { Folder } from '../fold.ts';
import type { Span } from '../spans.ts';
import { fieldsOf, LintDataError } from './data-error.ts';
import { isDisguised, type Reading, type Spelling } from './disguise.ts';
import { transliterated } from './letter.ts';
import { Owners } from './owners.ts';
import { Skeleton } from './skeleton.ts';
import { isWholeInRun, spacedRuns } from './spaced.ts';
import { WordIndex, type WordIndexData } from './word-index.ts';

/** The terms of one rule that are to be found in disguise too. */
export interface EvasiveList {
  readonly rule: number;
  readonly terms: readonly string[];
  readonly ignoreMarks: boolean;
}

export interface EvasionFinderData {
  /** Every spelling behind its flags (1: another way to write the term, 2: marks are ignored), one a line. */
  readonly spellings: string;
  /** Rules by spelling. */
  readonly owners: string;
  /**
   * Letters of the spellings as they are read: twice the number of each, plus 1 where repeated letters are taken as
   * one and the word is another by that.
   */
  readonly skeletons: WordIndexData;
}

const IS_OTHER = 1;
const IGNORES_MARKS = 2;

/**
 * Finds terms that are written so that a reader knows them and a search does not: the letters of the text are read
 * as what they look like, whatever stands between them, and each place where they read as a term is then judged
 * (disguise.ts). One pass over texts that hold nothing unusual, at most three over others.
 */
export class EvasionFinder {
  readonly #spellings: readonly Spelling[];
  readonly #owners: Owners;
  readonly #index: WordIndex;
  readonly #hasOthers: boolean;
  readonly #skeleton = new Skeleton();

  constructor(spellings: readonly Spelling[], owners: Owners, index: WordIndex) {
    this.#spellings = spellings;
    this.#owners = owners;
    this.#index = index;
    this.#hasOthers = spellings.some(({ isOther }) => isOther);
  }

  /** @param lists in the order of their rule numbers. */
  static of(lists: readonly EvasiveList[]): EvasionFinder {
    const skeleton = new Skeleton();
    const folder = new Folder({ ignoreMarks: false });
    const spellings = new Map<
      string,
      { spelling: Spelling; rules: number[]; keys: string; squeezed: string }
    >();
    const add = (term: string, rule: number, ignoreMarks: boolean, isOther: boolean): void => {
      skeleton.read(term);
      const spelled = spellingOf(skeleton);
      if (spelled.keys === '') return;
      const name = `${(isOther ? IS_OTHER : 0) + (ignoreMarks ? IGNORES_MARKS : 0)}${spelled.letters}`;
      const known = spellings.get(name);
      if (known !== undefined) {
        if (known.rules.at(-1) !== rule) known.rules.push(rule);
        return;
      }
      const { letters, keys, squeezed } = spelled;
      const spelling = { letters, length: keys.length, isOther, ignoreMarks };
      spellings.set(name, { spelling, rules: [rule], keys, squeezed });
    };
    for (const { rule, terms, ignoreMarks } of lists) {
      for (const term of terms) {
        const plain = folder.plain(term);
        add(plain, rule, ignoreMarks, false);
        const other = transliterated(plain);
        if (other !== null) add(other, rule, ignoreMarks, true);
      }
    }
    const all = [...spellings.values()];
    const words = new Map<string, number[]>();
    const note = (word: string, number: number): void => {
      const known = words.get(word);
      if (known === undefined) words.set(word, [number]);
      else known.push(number);
    };
    all.forEach(({ keys, squeezed }, i) => {
      note(keys, i * 2);
      if (squeezed !== keys) note(squeezed, i * 2 + 1);
    });
    return new EvasionFinder(
      all.map(({ spelling }) => spelling),
      Owners.of(all.map(({ rules }) => rules)),
      WordIndex.of(words),
    );
  }

  /** @throws LintDataError when the data is damaged. */
  static fromData(data: EvasionFinderData): EvasionFinder {
    const { spellings, owners } = fieldsOf(data, 'evasion');
    if (typeof spellings !== 'string') throw new LintDataError('evasion.spellings');
    const listed = (spellings === '' ? [] : spellings.split('\n')).map((line): Spelling => {
      const flags = Number(line.charAt(0));
      const letters = line.slice(1);
      if (!(flags <= (IS_OTHER | IGNORES_MARKS)) || letters === '')
        throw new LintDataError('evasion.spellings');
      return {
        letters,
        length: letters.replaceAll(' ', '').length,
        isOther: (flags & IS_OTHER) !== 0,
        ignoreMarks: (flags & IGNORES_MARKS) !== 0,
      };
    });
    const index = WordIndex.fromData(data.skeletons);
    if (index.owners.highest >= listed.length * 2) throw new LintDataError('evasion.skeletons');
    return new EvasionFinder(listed, Owners.fromData(owners, listed.length, 'evasion.owners'), index);
  }

  toData(): EvasionFinderData {
    const lines = this.#spellings.map(
      ({ letters, isOther, ignoreMarks }) =>
        `${(isOther ? IS_OTHER : 0) + (ignoreMarks ? IGNORES_MARKS : 0)}${letters}`,
    );
    return { spellings: lines.join('\n'), owners: this.#owners.toData(), skeletons: this.#index.toData() };
  }

  /**
   * Calls `found` for every term in disguise; one that is written out is left to a plain search, and places may
   * overlap. `start` and `end` are UTF-16 offsets in `text`.
   * @param skip spans in which nothing is found, by rising start, not overlapping.
   */
  find(text: string, skip: readonly Span[], found: (rule: number, start: number, end: number) => void): void {
    const skeleton = this.#skeleton.read(text, skip);
    if (!skeleton.isTelling && !this.#hasOthers) return;
    const { starts, ends, length } = skeleton;
    const { automaton, owners } = this.#index;
    const rules = this.#owners;
    const judge = (word: number, from: number, to: number, reading: Reading): void => {
      // Most places where letters happen to make a term begin or end within a word.
      if (!skeleton.isEdge(from) || !skeleton.isEdge(to)) return;
      const last = owners.first[word + 1] ?? 0;
      for (let i = owners.first[word] ?? 0; i < last; i++) {
        const number = owners.numbers[i] ?? 0;
        if ((number & 1) === 1 && !reading.isSqueezed) continue;
        const spelling = this.#spellings[number >> 1];
        if (spelling === undefined || !isDisguised(skeleton, from, to, reading, spelling)) continue;
        const end = rules.first[(number >> 1) + 1] ?? 0;
        for (let rule = rules.first[number >> 1] ?? 0; rule < end; rule++) {
          found(rules.numbers[rule] ?? 0, starts[from] ?? 0, ends[to - 1] ?? 0);
        }
      }
    };
    automaton.scanUnits(skeleton.keys, length, (word, from, to) => judge(word, from, to, AS_WRITTEN));
    if (skeleton.isStretched) {
      const { keys, at, count } = squeeze(skeleton);
      automaton.scanUnits(keys, count, (word, from, to) =>
        judge(word, at[from] ?? 0, at[to] ?? length, SQUEEZED),
      );
    }
    for (const run of spacedRuns(skeleton)) {
      automaton.scanUnits(
        skeleton.keys.subarray(run.from, run.to),
        run.to - run.from,
        (word, first, last) => {
          const from = run.from + first;
          const to = run.from + last;
          if (isWholeInRun(skeleton, run, from, to)) judge(word, from, to, SPACED);
        },
      );
    }
  }
}

const AS_WRITTEN: Reading = { isSqueezed: false, isSpaced: false };
const SQUEEZED: Reading = { ...AS_WRITTEN, isSqueezed: true };
const SPACED: Reading = { ...AS_WRITTEN, isSpaced: true };

/** A term's letters as they are and as they are read, and those with repeated ones taken as one. */
function spellingOf(skeleton: Skeleton): { letters: string; keys: string; squeezed: string } {
  let letters = '';
  let keys = '';
  let squeezed = '';
  for (let i = 0; i < skeleton.length; i++) {
    const key = skeleton.keys[i] ?? 0;
    if (key === 0) continue;
    const isApart = skeleton.isApart(i);
    if (isApart && letters !== '') letters += ' ';
    letters += String.fromCharCode(skeleton.plain[i] || key);
    keys += String.fromCharCode(key);
    if (!skeleton.isRepeated(i)) squeezed += String.fromCharCode(key);
  }
  return { letters, keys, squeezed };
}

/** The skeleton with repeated letters taken as one, and where each of them begins; `at[count]` is its end. */
function squeeze(skeleton: Skeleton): { keys: Uint16Array; at: Int32Array; count: number } {
  const { length } = skeleton;
  const keys = new Uint16Array(length);
  const at = new Int32Array(length + 1);
  let count = 0;
  for (let i = 0; i < length; i++) {
    const key = skeleton.keys[i] ?? 0;
    if (skeleton.isRepeated(i)) continue;
    keys[count] = key;
    at[count] = i;
    count++;
  }
  at[count] = length;
  return { keys, at, count };
}
