import { EDGE_CLASS, FLAT } from './alphabet.ts';
import { Automaton, meter, type State } from './automaton.ts';
import { OP, type Program } from './program.ts';

/**
 * How a text is searched, and why that is linear.
 *
 * Finding all leftmost-first matches by searching again after each match is quadratic in the worst case, also with
 * an automaton: `.*x|.` reads to the end of the text for each character. Here the text is read once from its end
 * to its start, keeping for each position the set of instructions from which the rest of the text can still lead
 * to a match. Those sets are the states of a lazily built deterministic automaton of the reversed program. Then the
 * matches are walked from left to right: with that knowledge each choice between alternatives is made right the first
 * time, so a walk reads exactly the characters of its match and never turns back.
 * (The two passes are those of A. Frisch, L. Cardelli, "Greedy regular expression matching", ICALP 2004.)
 *
 * Bound: a search takes at most c · (characters + 1) · (instructions) steps, whatever the pattern and the text;
 * where the automaton's states are already known, a character costs one step. Memory: the sets of one block of
 * BLOCK characters plus one set for each block; longer texts are read a second time, block by block.
 */

const BLOCK = 4096;

interface Block {
  /** Positions `low < i <= high` are this block's. */
  readonly low: number;
  readonly high: number;
  /** At `high`. */
  readonly state: State;
  /** Whether a match starts in it. */
  readonly starts: boolean;
}

/**
 * Of the block at hand, by `position - low`: the state's number times two, plus 1 when a match starts there. Shared by
 * all searches, since none outlives its call.
 */
const trail = new Int32Array(BLOCK + 2);

/** Told of a match; false when no more are wanted. */
type Found = (start: number, end: number, group: number) => boolean;

const isHigh = (unit: number) => (unit & 0xfc00) === 0xd800;
const isLow = (unit: number) => (unit & 0xfc00) === 0xdc00;

export class Search {
  readonly #program: Program;
  readonly #automaton: Automaton;
  /** By instruction: the stamp of the position at which it was last visited. */
  readonly #seen: Int32Array;
  /** Ways not yet taken at the position; each instruction leaves at most one. */
  readonly #stack: Uint16Array;
  #stamp = 0;

  // The part of a text that is being searched, and the classes of what stands around it.
  #text = '';
  #from = 0;
  #to = 0;
  #before = EDGE_CLASS;

  /** From right to left. */
  #blocks: Block[] = [];
  // The block at hand.
  #block = 0;
  #low = 0;
  #high = 0;
  // What the last scan ended with.
  #position = 0;
  #starts = false;
  /** The first group that the last walk met. */
  #group = 0;

  /** With `ends` `anywhere` a match may end at any position, else only at the end of the searched part. */
  constructor(program: Program, ends: 'anywhere' | 'at-end') {
    this.#program = program;
    this.#automaton = new Automaton(program, ends === 'anywhere');
    this.#seen = new Int32Array(program.op.length);
    this.#stack = new Uint16Array(program.op.length);
  }

  /** How many states of the automaton are held in memory. */
  get states(): number {
    return this.#automaton.size;
  }

  /**
   * Calls `found` with each match of `text.slice(from, to)`, also the empty ones, and the first group that it met (0 for
   * none), until it returns false.
   */
  each(text: string, from: number, to: number, found: Found): void {
    if (!this.#begin(text, from, to, EDGE_CLASS, EDGE_CLASS, false)) return;
    for (let i = from; i <= to; ) {
      if (i > this.#high) {
        if (this.#block === 0) return;
        this.#load(this.#block - 1, true);
        i = this.#low + 1;
      } else if ((trail[i - this.#low] ?? 0) & 1) {
        const end = this.#walk(i, null);
        if (!found(i, end, this.#group)) return;
        i = Math.max(end, i + 1);
      } else i++;
    }
  }

  /** Whether a match starts anywhere in `text.slice(from, to)`, be it empty. */
  some(text: string, from: number, to: number): boolean {
    return this.#begin(text, from, to, EDGE_CLASS, EDGE_CLASS, true);
  }

  /**
   * Start and end offsets by group, -1 where a group took no part, of the match that spans `text.slice(start, end)`;
   * null when none does. Neighbours of the span count for assertions unless told to be the text's edge.
   */
  spans(
    text: string,
    start: number,
    end: number,
    edgeBefore: boolean,
    edgeAfter: boolean,
  ): Int32Array | null {
    const before = edgeBefore ? EDGE_CLASS : this.#classLeftOf(text, start);
    const after = edgeAfter ? EDGE_CLASS : this.#classRightOf(text, end);
    this.#begin(text, start, end, before, after, false);
    if (!((trail[start - this.#low] ?? 0) & 1)) return null;
    const slots = new Int32Array((this.#program.groups + 1) * 2).fill(-1);
    this.#walk(start, slots);
    return slots;
  }

  #classLeftOf(text: string, at: number): number {
    if (at === 0) return EDGE_CLASS;
    const isPair = at > 1 && isLow(text.charCodeAt(at - 1)) && isHigh(text.charCodeAt(at - 2));
    return this.#automaton.classOf(text.codePointAt(isPair ? at - 2 : at - 1) ?? 0);
  }

  #classRightOf(text: string, at: number): number {
    const right = text.codePointAt(at);
    return right === undefined ? EDGE_CLASS : this.#automaton.classOf(right);
  }

  /**
   * Reads the text from its end, with `first` no further than needed to see a match. True when a match starts
   * somewhere; the leftmost block is then at hand.
   */
  #begin(text: string, from: number, to: number, before: number, after: number, first: boolean): boolean {
    this.#text = text;
    this.#from = from;
    this.#to = to;
    this.#before = before;
    const blocks: Block[] = [];
    this.#blocks = blocks;
    let any = false;
    let state: State | null = this.#automaton.end(this.#automaton.alphabet.beside[after] ?? 0);
    for (let high = to; state && !(any && first); high = this.#position) {
      const low = Math.max(from - 1, high - BLOCK);
      const entry: State = state;
      state = this.#scan(entry, low, high);
      blocks.push({ low, high, state: entry, starts: this.#starts });
      any ||= this.#starts;
    }
    this.#block = blocks.length - 1;
    return any;
  }

  /**
   * Takes the block `low < i <= high` at hand, `entry` being the state at `high`. Returns the state at the next
   * position to the left, `#position`, or null at the start of the searched part.
   */
  #scan(entry: State, low: number, high: number): State | null {
    const automaton = this.#automaton;
    automaton.trim();
    this.#low = low;
    this.#high = high;
    const text = this.#text;
    const from = this.#from;
    const { flat } = automaton.alphabet;
    let at = automaton.number(entry);
    let { table, shift } = automaton;
    let starts = 0;
    let i = high;
    meter.steps += high - low;
    while (i > low) {
      let kind = this.#before;
      let width = 1;
      if (i > from) {
        let cp = text.charCodeAt(i - 1);
        kind = cp < FLAT ? (flat[cp] ?? 0) : 0;
        if (kind === 0) {
          if (isLow(cp) && i - 2 >= from) {
            const unit = text.charCodeAt(i - 2);
            if (isHigh(unit)) {
              cp = (unit - 0xd800) * 0x400 + (cp - 0xdc00) + 0x10000;
              width = 2;
              trail[i - 1 - low] = 0;
            }
          }
          kind = automaton.classOf(cp);
          ({ table, shift } = automaton);
        }
      }
      let entered = table[(at << shift) | kind] ?? 0;
      if (entered === 0) {
        entered = automaton.step(at, kind);
        ({ table, shift } = automaton);
      }
      starts |= entered & 1;
      trail[i - low] = (at << 1) | (entered & 1);
      at = entered >> 1;
      i -= width;
    }
    this.#starts = starts === 1;
    this.#position = i;
    return i < from ? null : automaton.state(at);
  }

  /** Takes a block at hand that has been read before, or with `onlyStarting` the next where a match starts. */
  #load(block: number, onlyStarting: boolean): void {
    let index = block;
    while (onlyStarting && index > 0 && !this.#blocks[index]?.starts) index--;
    const found = this.#blocks[index];
    if (!found) return;
    this.#block = index;
    this.#scan(found.state, found.low, found.high);
  }

  /** The instructions that lead to a match from `i`, which lies in the block at hand or to its right. */
  #aliveAt(i: number): Uint32Array {
    while (i > this.#high && this.#block > 0) this.#load(this.#block - 1, false);
    const automaton = this.#automaton;
    const state = automaton.state((trail[i - this.#low] ?? 0) >> 1);
    if (!this.#program.hasAssertions) return automaton.alive(state, 0);
    return automaton.alive(state, automaton.alphabet.beside[this.#classBefore(i)] ?? 0);
  }

  #classBefore(i: number): number {
    if (i <= this.#from) return this.#before;
    const text = this.#text;
    const pair = i - 2 >= this.#from && isLow(text.charCodeAt(i - 1)) && isHigh(text.charCodeAt(i - 2));
    return this.#automaton.classOf((pair ? text.codePointAt(i - 2) : text.charCodeAt(i - 1)) ?? 0);
  }

  /**
   * Follows the match that starts at `start` and returns its end; with `slots` also notes there where the groups lie.
   * At each position every instruction is visited at most once, in order of preference, and those that lead nowhere
   * not at all.
   */
  #walk(start: number, slots: Int32Array | null): number {
    const { op, x, y } = this.#program;
    const text = this.#text;
    const seen = this.#seen;
    const stack = this.#stack;
    const saved: Int32Array[] = [];
    let depth = 0;
    let mine = slots;
    let i = start;
    let pc = 0;
    let alive = this.#aliveAt(i);
    let stamp = this.#newStamp();
    this.#group = 0;
    for (;;) {
      meter.steps++;
      if (seen[pc] === stamp || !(((alive[pc >>> 5] ?? 0) >>> (pc & 31)) & 1)) {
        if (depth === 0) throw new Error('A match was promised at a position where none starts.');
        pc = stack[--depth] ?? 0;
        if (mine) mine = saved[depth] ?? null;
        continue;
      }
      seen[pc] = stamp;
      const target = x[pc] ?? 0;
      switch (op[pc]) {
        case OP.match:
          if (mine) slots?.set(mine);
          return i;
        case OP.char:
          i += isHigh(text.charCodeAt(i)) && i + 1 < this.#to && isLow(text.charCodeAt(i + 1)) ? 2 : 1;
          depth = 0;
          stamp = this.#newStamp();
          alive = this.#aliveAt(i);
          pc++;
          break;
        case OP.split:
          if (mine) saved[depth] = mine;
          stack[depth++] = y[pc] ?? 0;
          pc = target;
          break;
        case OP.jump:
          pc = target;
          break;
        case OP.save:
          // Instructions that lead nowhere are not followed, so what is met first is part of the match.
          if (this.#group === 0) this.#group = target >> 1;
          if (mine) {
            mine = mine.slice();
            mine[target] = i;
          }
          pc++;
          break;
        default:
          pc++;
      }
    }
  }

  #newStamp(): number {
    if (this.#stamp === 0x7fffffff) {
      this.#seen.fill(0);
      this.#stamp = 0;
    }
    return ++this.#stamp;
  }
}
