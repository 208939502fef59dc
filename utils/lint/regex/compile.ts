import type { Node, Parsed } from './ast.ts';
import type { SetPlan } from './char-set.ts';
import { PatternError } from './error.ts';
import { ASSERTIONS, OP, type ProgramPlan, TAKES } from './program.ts';

/** Enough for a list of some hundred phrases; the work for one character is bounded by it. */
export const MAX_PROGRAM = 8000;
/** Copies made by counted repetition keep many states alive at once, so they get a smaller share; RE2 allows 1000. */
export const MAX_COPIES = 1500;

/** @throws PatternError `pattern_too_large` when counted repetition makes too much of the pattern. */
export function compile({ root, groups }: Parsed): ProgramPlan {
  return new Compiler().compile(root, groups);
}

class Compiler {
  readonly #op: number[] = [];
  readonly #x: number[] = [];
  readonly #y: number[] = [];
  readonly #sets = new Map<string, { readonly set: SetPlan; readonly index: number }>();
  #copies = 0;
  #copying = 0;
  /** Where the outermost repetition at hand stands in the source. */
  #place = 0;

  compile(root: Node, groups: number): ProgramPlan {
    this.#node(root);
    this.#emit(OP.match);
    return {
      code: this.#op.flatMap((op, pc) =>
        [op, this.#x[pc] ?? 0, this.#y[pc] ?? 0].slice(0, 1 + (TAKES[op] ?? 0)),
      ),
      sets: [...this.#sets.values()].map(({ set }) => set),
      groups,
    };
  }

  #emit(op: number, x = 0, y = 0): number {
    this.#count();
    this.#x.push(x);
    this.#y.push(y);
    return this.#op.push(op) - 1;
  }

  #count(): void {
    if (this.#op.length < MAX_PROGRAM && this.#copies < MAX_COPIES) return;
    throw new PatternError(
      'pattern_too_large',
      this.#place,
      'The pattern is too large.',
      this.#copies < MAX_COPIES
        ? 'Split it into several rules, or list plain phrases in a rule of the kind “terms”.'
        : 'Use smaller numbers in {n,m}, or + and * where the exact number does not matter.',
    );
  }

  #node(node: Node): void {
    // Also what emits nothing costs a turn: `((?:){1000}){1000}` must end.
    if (this.#copying > 0) this.#copies++;
    this.#count();
    switch (node.kind) {
      case 'set': {
        const key = JSON.stringify(node.set);
        let entry = this.#sets.get(key);
        if (!entry) {
          entry = { set: node.set, index: this.#sets.size };
          this.#sets.set(key, entry);
        }
        this.#emit(OP.char, entry.index);
        return;
      }
      case 'assert':
        this.#emit(OP.assert, ASSERTIONS.indexOf(node.what));
        return;
      case 'all':
        for (const item of node.items) this.#node(item);
        return;
      case 'any':
        this.#any(node.items);
        return;
      case 'group':
        this.#emit(OP.save, node.index * 2);
        this.#node(node.item);
        this.#emit(OP.save, node.index * 2 + 1);
        return;
      default:
        this.#repeat(node);
    }
  }

  /** Split by halves, so that the way to one of some hundred alternatives is short; the order of preference stays. */
  #any(items: readonly Node[]): void {
    const jumps: number[] = [];
    const half = (from: number, to: number): void => {
      const only = to - from < 2 ? items[from] : undefined;
      if (only !== undefined) {
        this.#node(only);
        if (to < items.length) jumps.push(this.#emit(OP.jump));
        return;
      }
      const middle = (from + to + 1) >> 1;
      const split = this.#emit(OP.split);
      half(from, middle);
      this.#land(split, true);
      half(middle, to);
    };
    if (items.length > 0) half(0, items.length);
    for (const jump of jumps) this.#x[jump] = this.#op.length;
  }

  #repeat({ item, min, max, greedy, emptyTurns, at }: Node & { kind: 'repeat' }): void {
    if (max === 0) return;
    const outer = this.#place;
    if (this.#copying === 0) this.#place = at;
    const open = max === Number.POSITIVE_INFINITY;
    const splits: number[] = [];
    // A loop over what can be empty is `(?:x+)?`, so that `(|a)*` prefers the empty text as Perl does, and only that
    // one: the two shapes differ in which of two ways out of nested loops comes first.
    // https://github.com/golang/go/issues/46123
    const skip = open && min === 0 ? this.#emit(OP.split) : -1;
    if (skip >= 0) splits.push(skip);
    const required = open ? Math.max(min, 1) : min;
    let body = 0;
    for (let i = 0; i < required; i++) {
      body = this.#op.length;
      this.#copy(item, i);
    }
    if (skip >= 0 && !emptyTurns) this.#emit(OP.jump, skip);
    else if (open) {
      const split = this.#emit(OP.split);
      this.#x[split] = greedy ? body : split + 1;
      this.#y[split] = greedy ? split + 1 : body;
    }
    for (let i = required; !open && i < max; i++) {
      splits.push(this.#emit(OP.split));
      this.#copy(item, i);
    }
    for (const split of splits) this.#land(split, greedy);
    this.#place = outer;
  }

  #copy(item: Node, nth: number): void {
    if (nth > 0) this.#copying++;
    this.#node(item);
    if (nth > 0) this.#copying--;
  }

  /** The split at `at` goes on at its next instruction or here; `inward`: the next instruction is tried first. */
  #land(at: number, inward: boolean): void {
    const here = this.#op.length;
    this.#x[at] = inward ? at + 1 : here;
    this.#y[at] = inward ? here : at + 1;
  }
}
