import { LintDataError } from './data-error.ts';

/** Whole numbers as text that JSON, structured clone and storage all keep: LEB128 bytes in base64. */

/** A number takes at most this many bytes, which holds 32 bits. */
const LONGEST = 5;
/** `String.fromCharCode` takes its arguments on the stack. */
const SLICE = 0x2000;

/** @param numbers whole, from 0 up to 2³² - 1. */
export function packNumbers(numbers: ArrayLike<number>): string {
  const bytes = new Uint8Array(numbers.length * LONGEST);
  let length = 0;
  for (let i = 0; i < numbers.length; i++) {
    let rest = numbers[i] ?? 0;
    while (rest > 0x7f) {
      bytes[length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    bytes[length++] = rest;
  }
  let binary = '';
  for (let from = 0; from < length; from += SLICE) {
    binary += String.fromCharCode(...bytes.subarray(from, Math.min(length, from + SLICE)));
  }
  return btoa(binary);
}

/**
 * The numbers that `packNumbers` was given.
 * @param count how many there must be, or null where the text alone tells.
 * @throws LintDataError when `packed` is no such text, is cut short, or holds another number of numbers.
 */
export function unpackNumbers(packed: unknown, count: number | null, field: string): Uint32Array {
  if (typeof packed !== 'string') throw new LintDataError(field);
  let binary: string;
  try {
    binary = atob(packed);
  } catch (cause) {
    throw new LintDataError(field, cause);
  }
  // Every number takes a byte at least: a count from broken data cannot make this reserve more than there is.
  if (count !== null && count > binary.length) throw new LintDataError(field);
  const numbers = new Uint32Array(count ?? binary.length);
  let found = 0;
  let value = 0;
  let shift = 0;
  for (let i = 0; i < binary.length; i++) {
    const byte = binary.charCodeAt(i);
    if (byte < 0x80 && shift === 0) {
      // Writing past the end is nothing; that there were too many is seen below.
      numbers[found++] = byte;
      continue;
    }
    value |= (byte & 0x7f) << shift;
    if (byte > 0x7f) {
      shift += 7;
      if (shift >= LONGEST * 7) throw new LintDataError(field);
      continue;
    }
    numbers[found++] = value;
    value = 0;
    shift = 0;
  }
  if (shift !== 0 || (count !== null && found !== count)) throw new LintDataError(field);
  return count === null ? numbers.slice(0, found) : numbers;
}
