/** How much of a test of faults is run: the short form with every `npm test`, the long one by `npm run faults -- --long`. */
import process from 'node:process';

export const LONG = process.env.SIGNOFF_FAULTS === 'long';

/** What the run's choices come from. It is printed, and given back by `npm run faults -- --seed N`. */
export const SEED = Number(process.env.SIGNOFF_SEED ?? Date.now() % 0x7fff_ffff);

/** The short form's number, or the long form's. */
export const of = (short: number, long: number): number => (LONG ? long : short);

export interface Chance {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  /** @throws Error when there is nothing to choose from */
  one<T>(list: readonly T[]): T;
  /** True so often: 0.1 is one time in ten. */
  often(share: number): boolean;
}

/** Mulberry32, public domain: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    between,
    one(list) {
      const found = list[between(0, list.length - 1)];
      if (found === undefined) throw new Error('there is nothing to choose from');
      return found;
    },
    often: (share) => next() < share,
  };
}
