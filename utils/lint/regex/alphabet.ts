import { besideOf, OP, type Program } from './program.ts';

/** Code points below this have their class in a flat table: Latin with its extensions. */
export const FLAT = 0x250;
const REMEMBERED = 2048;

/** The class of the text's edge, which no instruction consumes. */
export const EDGE_CLASS = 0;

/**
 * Groups code points that a program cannot tell apart, as they are met: nothing is enumerated ahead, so a class
 * such as `\p{L}` costs one test for each different character of the texts.
 */
export class Alphabet {
  /** By class: one of BESIDE, or 0 throughout when the program asserts nothing. */
  readonly beside: number[] = [0];
  /** By class: the bits of the `char` instructions that consume it. */
  readonly consumers: Uint32Array[];
  readonly #program: Program;
  /** By code point below FLAT; 0 where not yet known. */
  readonly flat = new Uint16Array(FLAT);
  readonly #others = new Map<number, number>();
  readonly #bySignature = new Map<string, number>();

  constructor(program: Program) {
    this.#program = program;
    this.consumers = [new Uint32Array((program.op.length >>> 5) + 1)];
  }

  classOf(cp: number): number {
    const known = cp < FLAT ? this.flat[cp] : this.#others.get(cp);
    return known || this.#learn(cp);
  }

  #learn(cp: number): number {
    const { sets, hasAssertions } = this.#program;
    const beside = hasAssertions ? besideOf(cp) : 0;
    const members = sets.map((has) => has(cp));
    let signature = `${beside}`;
    members.forEach((member, set) => {
      if (member) signature += `,${set}`;
    });
    let found = this.#bySignature.get(signature);
    if (found === undefined) {
      found = this.consumers.length;
      this.#bySignature.set(signature, found);
      this.beside.push(beside);
      this.consumers.push(this.#consumers(members));
    }
    if (cp < FLAT) this.flat[cp] = found;
    else {
      if (this.#others.size >= REMEMBERED) this.#others.clear();
      this.#others.set(cp, found);
    }
    return found;
  }

  #consumers(members: readonly boolean[]): Uint32Array {
    const { op, x } = this.#program;
    const bits = new Uint32Array((op.length >>> 5) + 1);
    for (let pc = 0; pc < op.length; pc++) {
      if (op[pc] === OP.char && members[x[pc] ?? 0])
        bits[pc >>> 5] = (bits[pc >>> 5] ?? 0) | (1 << (pc & 31));
    }
    return bits;
  }
}
