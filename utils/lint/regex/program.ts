import { isWord, memberOf, type SetPlan } from './char-set.ts';

export type Assertion = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word-edge' | 'no-word-edge';

/** What an instruction does. `char` always goes on at the next instruction: the search relies on it. */
export const OP = { match: 0, char: 1, split: 2, jump: 3, save: 4, assert: 5 } as const;

/** What stands beside a position, as far as assertions care. */
export const BESIDE = { edge: 0, newline: 1, word: 2, other: 3 } as const;

export interface Program {
  readonly op: Uint8Array;
  /** char: index into `sets`; split, jump: target; save: slot; assert: index into ASSERTIONS. */
  readonly x: Uint16Array;
  /** split: the target tried second. */
  readonly y: Uint16Array;
  /** By set: whether a code point is in it. */
  readonly sets: readonly ((cp: number) => boolean)[];
  readonly hasAssertions: boolean;
  readonly groups: number;
}

export const ASSERTIONS: readonly Assertion[] = [
  'text-start',
  'text-end',
  'line-start',
  'line-end',
  'word-edge',
  'no-word-edge',
];

/** Whether an assertion holds between two neighbours, each one of BESIDE. */
export function holds(assertion: number, before: number, after: number): boolean {
  switch (ASSERTIONS[assertion]) {
    case 'text-start':
      return before === BESIDE.edge;
    case 'text-end':
      return after === BESIDE.edge;
    case 'line-start':
      return before <= BESIDE.newline;
    case 'line-end':
      return after <= BESIDE.newline;
    case 'word-edge':
      return (before === BESIDE.word) !== (after === BESIDE.word);
    default:
      return (before === BESIDE.word) === (after === BESIDE.word);
  }
}

/** One of BESIDE for a code point. */
export function besideOf(cp: number): number {
  return cp === 0x0a ? BESIDE.newline : isWord(cp) ? BESIDE.word : BESIDE.other;
}

/** A program as data, which outlives the page that compiled it. */
export interface ProgramPlan {
  /** The instructions one after the other: an OP and what it takes, see {@link TAKES}. */
  readonly code: readonly number[];
  readonly sets: readonly SetPlan[];
  readonly groups: number;
}

/** How many numbers follow an OP in {@link ProgramPlan.code}. */
export const TAKES = [0, 1, 2, 1, 1, 1] as const;

/**
 * The program that a plan describes.
 * @throws RangeError when it describes none: the data was cut or changed on its way
 */
export function programOf({ code, sets, groups }: ProgramPlan): Program {
  const op: number[] = [];
  const x: number[] = [];
  const y: number[] = [];
  for (let i = 0; i < code.length; ) {
    const what = code[i] ?? OP.match;
    const takes = TAKES[what];
    if (takes === undefined || i + takes >= code.length) throw new RangeError('The program is damaged.');
    op.push(what);
    x.push(takes > 0 ? (code[i + 1] ?? 0) : 0);
    y.push(takes > 1 ? (code[i + 2] ?? 0) : 0);
    i += 1 + takes;
  }
  const limits = [1, sets.length, op.length, op.length, groups * 2 + 2, ASSERTIONS.length];
  const isWhole = op.every(
    (what, pc) => (x[pc] ?? 0) < (limits[what] ?? 0) && (y[pc] ?? 0) < op.length && (x[pc] ?? -1) >= 0,
  );
  if (!isWhole || op.at(-1) !== OP.match) throw new RangeError('The program is damaged.');
  return {
    op: Uint8Array.from(op),
    x: Uint16Array.from(x),
    y: Uint16Array.from(y),
    sets: sets.map(memberOf),
    hasAssertions: op.includes(OP.assert),
    groups,
  };
}
