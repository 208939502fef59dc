import { Alphabet } from './alphabet.ts';
import { holds, OP, type Program } from './program.ts';

/** Steps taken by all searches so far; tests assert growth with it, which no clock can. */
export const meter = { steps: 0 };

/**
 * States that are more, or need more memory, than this are forgotten when a block has been read. Forgetting too early
 * costs more than all else: a rule of many phrases meets some thousand states in a thousand ordinary posts.
 */
const MOST_STATES = 4096;
const MOST_BYTES = 6_000_000;

/** What is known of a position from the text behind it; outlives the number that the automaton gives it. */
export interface State {
  /** The `char` instructions that the text after the position satisfies, and `match` if a match may end here. */
  readonly seeds: Uint32Array;
  /** One of BESIDE: what follows the position. */
  readonly after: number;
  /** By what stands before the position: all instructions from which the rest of the text leads to a match. */
  readonly alive: Uint32Array[];
  /** The number that the automaton gave it last; 0 for none. */
  known: number;
}

function isSame(one: State, other: State): boolean {
  if (one.after !== other.after) return false;
  for (let w = 0; w < one.seeds.length; w++) if (one.seeds[w] !== other.seeds[w]) return false;
  return true;
}

/**
 * The reversed program made deterministic, as far as texts have needed it. It steps over a character from the
 * position after it to the position before it. States are numbered from 1; state 0 leads nowhere.
 */
export class Automaton {
  readonly alphabet: Alphabet;
  /**
   * At `state << shift | class of the character before`: 0 when not yet known, else `next << 1`, plus 1 when a match
   * starts at the position of `state`. Replaced when it grows.
   */
  table = new Int32Array(0);
  shift = 3;
  readonly #program: Program;
  readonly #words: number;
  readonly #anywhere: boolean;
  /** The instructions that reach another without a character, ordered by that other. */
  readonly #sources: Uint16Array;
  /** By instruction: where its own begin in `#sources`. */
  readonly #first: Uint16Array;
  readonly #stack: Uint16Array;
  /** By hash of what makes states the same. */
  readonly #numbers = new Map<number, number[]>();
  #states: State[] = [];
  readonly #ends: State[] = [];

  /** With `anywhere` a match may end at any position, else only where the reading starts. */
  constructor(program: Program, anywhere: boolean) {
    const size = program.op.length;
    this.#program = program;
    this.#anywhere = anywhere;
    this.#words = (size >>> 5) + 1;
    this.alphabet = new Alphabet(program);
    const sources: number[][] = Array.from({ length: size }, () => []);
    for (let pc = 0; pc < size; pc++) {
      for (const target of this.#targets(pc)) sources[target]?.push(pc);
    }
    this.#sources = Uint16Array.from(sources.flat());
    this.#first = new Uint16Array(size + 1);
    for (let pc = 0; pc < size; pc++)
      this.#first[pc + 1] = (this.#first[pc] ?? 0) + (sources[pc]?.length ?? 0);
    this.#stack = new Uint16Array(size);
    this.#clear();
  }

  /** How many states are known. */
  get size(): number {
    return this.#states.length;
  }

  /** The state at the end of what is read: every search begins with it. */
  end(after: number): State {
    const known = this.#ends[after];
    if (known !== undefined) return known;
    const end: State = {
      seeds: this.#endable(new Uint32Array(this.#words)),
      after,
      alive: [],
      known: 0,
    };
    this.#ends[after] = end;
    return end;
  }

  state(number: number): State {
    const state = this.#states[number];
    if (!state) throw new Error('The automaton has no such state.');
    return state;
  }

  /** The number of a state, which holds until `trim`. */
  number(state: State): number {
    if (this.#states[state.known] === state) return state.known;
    let hash = state.after;
    for (const word of state.seeds) {
      hash = Math.imul(hash ^ word, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    const alike = this.#numbers.get(hash) ?? [];
    const known = alike.find((number) => isSame(this.state(number), state));
    if (known !== undefined) return known;
    const number = this.#states.push(state) - 1;
    state.known = number;
    alike.push(number);
    this.#numbers.set(hash, alike);
    if ((number + 1) << this.shift > this.table.length) this.#resize(this.shift, this.table.length * 2);
    return number;
  }

  classOf(cp: number): number {
    const found = this.alphabet.classOf(cp);
    if (found >> this.shift) this.#resize(this.shift + 1, this.table.length * 2);
    return found;
  }

  /** Works out and returns an entry of the table. */
  step(number: number, kind: number): number {
    const state = this.state(number);
    const before = this.alphabet.beside[kind] ?? 0;
    const alive = this.alive(state, before);
    const consumers = this.alphabet.consumers[kind];
    const seeds = new Uint32Array(this.#words);
    for (let w = 0; w < this.#words; w++) {
      // An instruction leads on when it consumes the character and the next one is alive after it.
      seeds[w] = (((alive[w] ?? 0) >>> 1) | ((alive[w + 1] ?? 0) << 31)) & (consumers?.[w] ?? 0);
    }
    const next = this.number({
      seeds: this.#anywhere ? this.#endable(seeds) : seeds,
      after: before,
      alive: [],
      known: 0,
    });
    const entry = (next << 1) | ((alive[0] ?? 0) & 1);
    this.table[(number << this.shift) | kind] = entry;
    meter.steps += this.#words;
    return entry;
  }

  /** The seeds and all instructions that reach one of them without a character, given what stands before. */
  alive(state: State, before: number): Uint32Array {
    const known = state.alive[before];
    if (known) return known;
    const { op, x } = this.#program;
    const alive = state.seeds.slice();
    const sources = this.#sources;
    const first = this.#first;
    const stack = this.#stack;
    let depth = 0;
    for (let w = 0; w < alive.length; w++) {
      for (let bits = alive[w] ?? 0; bits !== 0; bits &= bits - 1)
        stack[depth++] = w * 32 + 31 - Math.clz32(bits & -bits);
    }
    while (depth > 0) {
      meter.steps++;
      const pc = stack[--depth] ?? 0;
      const last = first[pc + 1] ?? 0;
      for (let i = first[pc] ?? 0; i < last; i++) {
        const source = sources[i] ?? 0;
        const word = alive[source >>> 5] ?? 0;
        const bit = 1 << (source & 31);
        if (word & bit || (op[source] === OP.assert && !holds(x[source] ?? 0, before, state.after))) continue;
        alive[source >>> 5] = word | bit;
        stack[depth++] = source;
      }
    }
    state.alive[before] = alive;
    return alive;
  }

  /** Forgets all states when they have become many. Numbers given before are void then. */
  trim(): void {
    // A state has its seeds and, by what stands before, some three sets of as many bits, and a line of the table.
    const bytes = 4 * (4 * this.#words + (1 << this.shift)) + 100;
    if (this.#states.length > Math.min(MOST_STATES, MOST_BYTES / bytes)) this.#clear();
  }

  #clear(): void {
    this.#numbers.clear();
    this.#states = [{ seeds: new Uint32Array(this.#words), after: 0, alive: [], known: 0 }];
    this.table = new Int32Array(8 << this.shift);
  }

  #endable(seeds: Uint32Array): Uint32Array {
    const last = this.#program.op.length - 1;
    seeds[last >>> 5] = (seeds[last >>> 5] ?? 0) | (1 << (last & 31));
    return seeds;
  }

  #resize(shift: number, length: number): void {
    const old = this.table;
    const step = 1 << this.shift;
    const table = new Int32Array(length);
    for (let row = 0; row * step < old.length; row++) {
      table.set(old.subarray(row * step, (row + 1) * step), row << shift);
    }
    this.table = table;
    this.shift = shift;
  }

  #targets(pc: number): number[] {
    const { op, x, y } = this.#program;
    const first = x[pc] ?? 0;
    switch (op[pc]) {
      case OP.split:
        return [first, y[pc] ?? 0];
      case OP.jump:
        return [first];
      case OP.save:
      case OP.assert:
        return [pc + 1];
      default:
        return [];
    }
  }
}
