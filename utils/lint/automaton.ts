/**
 * Aho–Corasick over UTF-16 units: every occurrence of every word in one pass, whatever their number. Transitions live
 * in one open-addressed hash table, which keeps ten thousand words in a few megabytes where a dense table needs fifty.
 */
export class Automaton {
  readonly #classOf = new Uint16Array(0x10000);
  readonly #keyState: Int32Array;
  readonly #keyClass: Uint16Array;
  readonly #target: Int32Array;
  readonly #mask: number;
  readonly #root: Int32Array;
  readonly #fail: Int32Array;
  /** Id of the word that ends in the state, or -1. */
  readonly #word: Int32Array;
  /** Nearest state on the failure path in which a word ends, or 0. */
  readonly #next: Int32Array;
  readonly #lengths: Int32Array;

  /** @param words different and not empty; `scan` names them by their index. */
  constructor(words: readonly string[]) {
    let units = 0;
    let classes = 1;
    for (const word of words) {
      units += word.length;
      for (let i = 0; i < word.length; i++) {
        const unit = word.charCodeAt(i);
        if (this.#classOf[unit] === 0) this.#classOf[unit] = classes++;
      }
    }
    const size = 2 ** Math.ceil(Math.log2(Math.max(8, units * 2)));
    this.#mask = size - 1;
    this.#keyState = new Int32Array(size).fill(-1);
    this.#keyClass = new Uint16Array(size);
    this.#target = new Int32Array(size);
    this.#lengths = Int32Array.from(words, (word) => word.length);

    const wordAt = new Int32Array(units + 1).fill(-1);
    const parent = new Int32Array(units + 1);
    const via = new Uint16Array(units + 1);
    const depth = new Int32Array(units + 1);
    let states = 1;
    words.forEach((word, id) => {
      let state = 0;
      for (let i = 0; i < word.length; i++) {
        const unitClass = this.#classOf[word.charCodeAt(i)] ?? 0;
        const slot = this.#slot(state, unitClass);
        if (this.#keyState[slot] === -1) {
          this.#keyState[slot] = state;
          this.#keyClass[slot] = unitClass;
          this.#target[slot] = states;
          parent[states] = state;
          via[states] = unitClass;
          depth[states] = i + 1;
          states++;
        }
        state = this.#target[slot] ?? 0;
      }
      wordAt[state] = id;
    });
    this.#word = wordAt.slice(0, states);
    this.#fail = new Int32Array(states);
    this.#next = new Int32Array(states);
    this.#root = new Int32Array(classes);
    for (let unitClass = 1; unitClass < classes; unitClass++)
      this.#root[unitClass] = this.#step(0, unitClass);

    // By depth, so that the failure state of the parent is known.
    for (const state of inOrderOf(depth, states)) {
      const above = parent[state] ?? 0;
      const fail = above === 0 ? 0 : this.#follow(this.#fail[above] ?? 0, via[state] ?? 0);
      this.#fail[state] = fail;
      this.#next[state] = (this.#word[fail] ?? -1) >= 0 ? fail : (this.#next[fail] ?? 0);
    }
  }

  /** Calls `found` for every occurrence of every word, in order of their ends; `start` and `end` are UTF-16 offsets. */
  scan(text: string, found: (word: number, start: number, end: number) => void): void {
    const units = new Uint16Array(text.length);
    for (let i = 0; i < units.length; i++) units[i] = text.charCodeAt(i);
    this.scanUnits(units, units.length, found);
  }

  /** The same over the first `length` of these UTF-16 units. */
  scanUnits(
    units: Uint16Array,
    length: number,
    found: (word: number, start: number, end: number) => void,
  ): void {
    let state = 0;
    for (let i = 0; i < length; i++) {
      const unitClass = this.#classOf[units[i] ?? 0] ?? 0;
      if (unitClass === 0) {
        state = 0;
        continue;
      }
      state = this.#follow(state, unitClass);
      if (state === 0) continue;
      let hit = (this.#word[state] ?? -1) >= 0 ? state : (this.#next[state] ?? 0);
      while (hit !== 0) {
        const word = this.#word[hit] ?? 0;
        found(word, i + 1 - (this.#lengths[word] ?? 0), i + 1);
        hit = this.#next[hit] ?? 0;
      }
    }
  }

  #follow(from: number, unitClass: number): number {
    let state = from;
    while (state !== 0) {
      const target = this.#step(state, unitClass);
      if (target !== 0) return target;
      state = this.#fail[state] ?? 0;
    }
    return this.#root[unitClass] ?? 0;
  }

  /** The state's own transition, or 0. */
  #step(state: number, unitClass: number): number {
    const slot = this.#slot(state, unitClass);
    return this.#keyState[slot] === -1 ? 0 : (this.#target[slot] ?? 0);
  }

  #slot(state: number, unitClass: number): number {
    let slot = (Math.imul(state, 0x9e3779b1) ^ Math.imul(unitClass, 0x85ebca6b)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & this.#mask;
    while (
      this.#keyState[slot] !== -1 &&
      (this.#keyState[slot] !== state || this.#keyClass[slot] !== unitClass)
    ) {
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }
}

/** States 1 … `count` - 1 by rising depth (a counting sort). */
function inOrderOf(depth: Int32Array, count: number): Int32Array {
  let deepest = 0;
  for (let state = 1; state < count; state++) deepest = Math.max(deepest, depth[state] ?? 0);
  const place = new Int32Array(deepest + 2);
  for (let state = 1; state < count; state++) {
    const at = (depth[state] ?? 0) + 1;
    place[at] = (place[at] ?? 0) + 1;
  }
  for (let i = 1; i < place.length; i++) place[i] = (place[i] ?? 0) + (place[i - 1] ?? 0);
  const order = new Int32Array(Math.max(0, count - 1));
  for (let state = 1; state < count; state++) {
    const at = depth[state] ?? 0;
    const index = place[at] ?? 0;
    order[index] = state;
    place[at] = index + 1;
  }
  return order;
}
