import { fieldsOf, LintDataError } from './terms/data-error.ts';
import { packNumbers, unpackNumbers } from './terms/packed.ts';

/** An automaton as plain data: JSON, structured clone and storage keep it. Numbers are packed (`terms/packed.ts`). */
export interface AutomatonData {
  readonly words: number;
  readonly states: number;
  /** The alphabet: its UTF-16 units in order, each as the distance from the one before. */
  readonly units: string;
  /** Of every state, in breadth-first order, the number of its children. */
  readonly children: string;
  /** Of every state but the root, the class of the unit that leads to it. */
  readonly labels: string;
  /** Of every state but the root, the state of its longest proper suffix. */
  readonly fails: string;
  /** Of every state in which a word ends, the distance from the one before and the word's number. */
  readonly ends: string;
}

interface Trie {
  /** Class of every UTF-16 unit: 0 for what is in no word, else its rank in the alphabet, from 1. */
  readonly classOf: Uint16Array;
  readonly classes: number;
  /** Children of state `s` are the states from `first[s]` to `first[s + 1]` - 1, by rising label. */
  readonly first: Int32Array;
  readonly labels: Uint16Array;
  /** Number of the word that ends in the state, or -1. */
  readonly ends: Int32Array;
  readonly lengths: Int32Array;
}

/** Room for complete rows: a megabyte of numbers. */
const CELLS = 1 << 18;
/** Children of a state are searched one by one up to this many, by halves above. */
const FEW = 8;

/**
 * Aho–Corasick over UTF-16 units: every occurrence of every word in one pass, whatever their number (A. V. Aho and
 * M. J. Corasick, “Efficient string matching”, 1975). States are numbered breadth first, so that the children of
 * each lie side by side and need no table of their own. The first states, where a text without hits spends its
 * time, have complete rows: one look-up a unit and no failure steps.
 */
export class Automaton {
  readonly #classOf: Uint16Array;
  readonly #classes: number;
  readonly #first: Int32Array;
  readonly #labels: Uint16Array;
  readonly #ends: Int32Array;
  readonly #lengths: Int32Array;
  readonly #fail: Int32Array;
  /** The state itself or the nearest on its failure path in which a word ends, or 0. */
  readonly #hit: Int32Array;
  /** Number of states with a complete row. */
  readonly #rowCount: number;
  readonly #rows: Int32Array;

  /** @param words different and not empty; `scan` names them by their index. */
  constructor(words: readonly string[]);
  constructor(words: null, trie: Trie, fail: Int32Array);
  constructor(words: readonly string[] | null, loaded?: Trie, fail?: Int32Array) {
    const trie = loaded ?? trieOf(words ?? []);
    this.#classOf = trie.classOf;
    this.#classes = trie.classes;
    this.#first = trie.first;
    this.#labels = trie.labels;
    this.#ends = trie.ends;
    this.#lengths = trie.lengths;
    const states = this.#labels.length;
    this.#fail = fail ?? new Int32Array(states);
    this.#hit = new Int32Array(states);
    this.#rowCount = Math.max(1, Math.min(states, Math.floor(CELLS / this.#classes)));
    this.#rows = new Int32Array(this.#rowCount * this.#classes);

    // A state's failure state lies nearer to the root, so its row and hits are ready when they are needed.
    for (let state = 0; state < states; state++) {
      const back = this.#fail[state] ?? 0;
      this.#hit[state] = (this.#ends[state] ?? -1) >= 0 ? state : (this.#hit[back] ?? 0);
      const from = this.#first[state] ?? 0;
      const to = this.#first[state + 1] ?? 0;
      if (fail === undefined && state !== 0) {
        for (let child = from; child < to; child++) {
          this.#fail[child] = this.#follow(back, this.#labels[child] ?? 0);
        }
      }
      if (state >= this.#rowCount) {
        if (fail === undefined) continue;
        // Loaded: the failure states are there, only the hits are left to do.
        for (let rest = state + 1; rest < states; rest++) {
          this.#hit[rest] = (this.#ends[rest] ?? -1) >= 0 ? rest : (this.#hit[this.#fail[rest] ?? 0] ?? 0);
        }
        break;
      }
      const row = state * this.#classes;
      if (state !== 0) {
        const model = back * this.#classes;
        this.#rows.copyWithin(row, model, model + this.#classes);
      }
      for (let child = from; child < to; child++) this.#rows[row + (this.#labels[child] ?? 0)] = child;
    }
  }

  /**
   * The automaton that gave this data.
   * @throws LintDataError when the data is damaged in any way that could make a scan fail.
   */
  static fromData(data: AutomatonData): Automaton {
    const fields = fieldsOf(data, 'automaton');
    const states = countOf(fields, 'states');
    const words = countOf(fields, 'words');
    const steps = unpackNumbers(fields.units, null, 'automaton.units');
    const classOf = new Uint16Array(0x10000);
    let unit = -1;
    steps.forEach((step, i) => {
      unit += step + 1;
      if (unit > 0xffff) throw new LintDataError('automaton.units');
      classOf[unit] = i + 1;
    });
    const classes = steps.length + 1;

    const counts = unpackNumbers(fields.children, states, 'automaton.children');
    const first = new Int32Array(states + 1);
    let next = 1;
    for (let state = 0; state < states; state++) {
      first[state] = next;
      next += counts[state] ?? 0;
      // Every state but the root is the child of one before it.
      if (next > states || (next <= state + 1 && state + 1 < states)) {
        throw new LintDataError('automaton.children');
      }
    }
    first[states] = next;
    if (next !== states) throw new LintDataError('automaton.children');

    const labelled = unpackNumbers(fields.labels, states - 1, 'automaton.labels');
    const labels = new Uint16Array(states);
    for (let state = 0; state < states; state++) {
      let before = 0;
      for (let child = first[state] ?? 0; child < (first[state + 1] ?? 0); child++) {
        const label = labelled[child - 1] ?? 0;
        if (label <= before || label >= classes) throw new LintDataError('automaton.labels');
        labels[child] = label;
        before = label;
      }
    }

    const ends = new Int32Array(states).fill(-1);
    const lengths = new Int32Array(words);
    const pairs = unpackNumbers(fields.ends, words * 2, 'automaton.ends');
    const failed = unpackNumbers(fields.fails, states - 1, 'automaton.fails');
    const fail = new Int32Array(states);
    let depth = 0;
    let levelStart = 0;
    let levelEnd = 1;
    let pair = 0;
    let endState = pairs.length > 0 ? (pairs[0] ?? 0) : states;
    for (let state = 1; state < states; state++) {
      if (state === levelEnd) {
        levelStart = state;
        levelEnd = first[state] ?? states;
        depth++;
      }
      const back = failed[state - 1] ?? 0;
      if (back >= levelStart) throw new LintDataError('automaton.fails');
      fail[state] = back;
      if (state !== endState) continue;
      const word = pairs[pair + 1] ?? 0;
      if (word >= words || lengths[word] !== 0) throw new LintDataError('automaton.ends');
      ends[state] = word;
      lengths[word] = depth;
      pair += 2;
      endState = pair < pairs.length ? endState + (pairs[pair] ?? 0) : states;
    }
    if (pair !== pairs.length) throw new LintDataError('automaton.ends');
    return new Automaton(null, { classOf, classes, first, labels, ends, lengths }, fail);
  }

  /** Number of words. */
  get words(): number {
    return this.#lengths.length;
  }

  toData(): AutomatonData {
    const states = this.#labels.length;
    const units: number[] = [];
    let before = -1;
    this.#classOf.forEach((unitClass, unit) => {
      if (unitClass === 0) return;
      units.push(unit - before - 1);
      before = unit;
    });
    const ends: number[] = [];
    let last = 0;
    this.#ends.forEach((word, state) => {
      if (word < 0) return;
      ends.push(state - last, word);
      last = state;
    });
    return {
      words: this.#lengths.length,
      states,
      units: packNumbers(units),
      children: packNumbers(
        Uint32Array.from(
          { length: states },
          (_, state) => (this.#first[state + 1] ?? 0) - (this.#first[state] ?? 0),
        ),
      ),
      labels: packNumbers(this.#labels.subarray(1)),
      fails: packNumbers(this.#fail.subarray(1)),
      ends: packNumbers(ends),
    };
  }

  /** Calls `found` for every occurrence of every word, in order of their ends; `start` and `end` are UTF-16 offsets. */
  scan(text: string, found: (word: number, start: number, end: number) => void): void {
    let state = 0;
    for (let i = 0; i < text.length; i++) {
      state = this.#follow(state, this.#classOf[text.charCodeAt(i)] ?? 0);
      if ((this.#hit[state] ?? 0) !== 0) this.#report(state, i + 1, found);
    }
  }

  /** The same over the first `length` of these UTF-16 units. */
  scanUnits(
    units: Uint16Array,
    length: number,
    found: (word: number, start: number, end: number) => void,
  ): void {
    let state = 0;
    for (let i = 0; i < length; i++) {
      state = this.#follow(state, this.#classOf[units[i] ?? 0] ?? 0);
      if ((this.#hit[state] ?? 0) !== 0) this.#report(state, i + 1, found);
    }
  }

  #report(state: number, end: number, found: (word: number, start: number, end: number) => void): void {
    let hit = this.#hit[state] ?? 0;
    while (hit !== 0) {
      const word = this.#ends[hit] ?? 0;
      found(word, end - (this.#lengths[word] ?? 0), end);
      hit = this.#hit[this.#fail[hit] ?? 0] ?? 0;
    }
  }

  #follow(from: number, unitClass: number): number {
    if (unitClass === 0) return 0;
    let state = from;
    while (state >= this.#rowCount) {
      const child = this.#child(state, unitClass);
      if (child !== 0) return child;
      state = this.#fail[state] ?? 0;
    }
    return this.#rows[state * this.#classes + unitClass] ?? 0;
  }

  /** The state's own child by this class, or 0. */
  #child(state: number, unitClass: number): number {
    let from = this.#first[state] ?? 0;
    let to = this.#first[state + 1] ?? 0;
    while (to - from > FEW) {
      const middle = (from + to) >>> 1;
      if ((this.#labels[middle] ?? 0) <= unitClass) from = middle;
      else to = middle;
    }
    for (let child = from; child < to; child++) if (this.#labels[child] === unitClass) return child;
    return 0;
  }
}

function countOf(fields: Readonly<Record<string, unknown>>, name: 'states' | 'words'): number {
  const count = fields[name];
  // The root is a state, and no ruleset comes near the upper bound.
  if (
    typeof count !== 'number' ||
    !Number.isInteger(count) ||
    count < (name === 'states' ? 1 : 0) ||
    count > 1e8
  ) {
    throw new LintDataError(`automaton.${name}`);
  }
  return count;
}

/** Sorted words with a common beginning lie side by side: level by level, each such range is one state. */
function trieOf(words: readonly string[]): Trie {
  const classOf = new Uint16Array(0x10000);
  let units = 0;
  for (const word of words) {
    units += word.length;
    for (let i = 0; i < word.length; i++) classOf[word.charCodeAt(i)] = 1;
  }
  let classes = 1;
  for (let unit = 0; unit < classOf.length; unit++) if (classOf[unit] !== 0) classOf[unit] = classes++;

  const numbers = new Map(words.map((word, number) => [word, number]));
  const sorted = [...words].sort();
  const from = new Int32Array(units + 2);
  const to = new Int32Array(units + 2);
  const first = new Int32Array(units + 2);
  const labels = new Uint16Array(units + 1);
  const ends = new Int32Array(units + 1).fill(-1);
  to[0] = sorted.length;
  let states = 1;
  let depth = 0;
  let levelEnd = 1;
  for (let state = 0; state < states; state++) {
    if (state === levelEnd) {
      levelEnd = states;
      depth++;
    }
    first[state] = states;
    const last = to[state] ?? 0;
    let at = from[state] ?? 0;
    for (let word = sorted[at]; at < last && word?.length === depth; word = sorted[++at]) {
      if (state !== 0) ends[state] = numbers.get(word) ?? -1;
    }
    while (at < last) {
      const unit = sorted[at]?.charCodeAt(depth) ?? 0;
      labels[states] = classOf[unit] ?? 0;
      from[states] = at;
      do at++;
      while (at < last && sorted[at]?.charCodeAt(depth) === unit);
      to[states] = at;
      states++;
    }
  }
  first[states] = states;
  return {
    classOf,
    classes,
    first: first.slice(0, states + 1),
    labels: labels.slice(0, states),
    ends: ends.slice(0, states),
    lengths: Int32Array.from(words, (word) => word.length),
  };
}
