import type { Span } from '../spans.ts';
import { addressesIn } from './addresses.ts';
import { ACCENTED, ALIEN, CAPITAL, DIGIT, FOREIGN, LIKE_L, lettersFor, NUMERIC, SIGN } from './letter.ts';
import { IN_HASHTAG, NEW_PIECE, Skeleton } from './skeleton.ts';
import { spacedRuns } from './spaced.ts';

/** A text as it is read, disguises undone, and the way back to the author's own offsets. */
export interface Unmasked {
  readonly text: string;
  /** The author's UTF-16 offsets of `[start, end)` of `text`; it must not be empty. */
  span(start: number, end: number): Span;
}

interface Choice {
  /** What 1 and | are read as. */
  readonly one: 'i' | 'l';
  /** How many of a letter that stands there three times and more. */
  readonly repeated: 1 | 2;
}

const CHOICES: readonly Choice[] = [
  { one: 'i', repeated: 1 },
  { one: 'l', repeated: 1 },
  { one: 'i', repeated: 2 },
  { one: 'l', repeated: 2 },
];
const REPEATED = 3;
const ZERO = 0x30;
const ONE = 0x31;

/**
 * For patterns, which have no letters that a skeleton could be compared with: the text written out as it is read, so
 * that the pattern can be run over that too. Whole words are undone or left alone, by the same principles as terms
 * (disguise.ts), and only into Latin letters.
 */
export class Unmasker {
  readonly #skeleton = new Skeleton();

  /** The text as it can be read, once for each way to read it; none when nothing in it is a disguise. */
  views(text: string): Unmasked[] {
    const skeleton = this.#skeleton.read(text, addressesIn(text));
    if (!skeleton.isTelling) return [];
    const seen = new Set([text]);
    const views: Unmasked[] = [];
    for (const choice of CHOICES) {
      const view = written(skeleton, choice);
      if (seen.has(view.text)) continue;
      seen.add(view.text);
      views.push(view);
    }
    return views;
  }
}

/**
 * What `find` finds in the text and in what it can be read as: spans of the author's text in order, not overlapping;
 * what stands there undisguised comes first, then the leftmost and longest.
 */
export function findUnmasked(
  unmasker: Unmasker,
  text: string,
  find: (text: string) => readonly Span[],
): Span[] {
  const found: Span[] = find(text).map(({ start, end }) => ({ start, end }));
  const others = unmasker
    .views(text)
    .flatMap((view) => find(view.text).map(({ start, end }) => view.span(start, end)))
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  if (others.length === 0) return found;
  const plain = found.length;
  let next = 0;
  let free = 0;
  for (const other of others) {
    while (next < plain && (found[next]?.end ?? 0) <= other.start) next++;
    if (other.start < free || (next < plain && (found[next]?.start ?? 0) < other.end)) continue;
    found.push(other);
    free = other.end;
  }
  return found.sort((a, b) => a.start - b.start);
}

function written(skeleton: Skeleton, choice: Choice): Unmasked {
  const { text, length, keys, joins, starts, ends } = skeleton;
  let out = '';
  const from: number[] = [];
  const to: number[] = [];
  const put = (letters: string, start: number, end: number): void => {
    out += letters;
    for (let i = 0; i < letters.length; i++) {
      from.push(start);
      to.push(end);
    }
  };
  const copy = (start: number, end: number): void => {
    for (let i = start; i < end; i++) put(text.charAt(i), i, i + 1);
  };
  const runs = spacedRuns(skeleton, true);
  let run = 0;
  let done = 0;
  for (let word = 0; word < length; ) {
    while (run < runs.length && (runs[run]?.to ?? 0) <= word) run++;
    const isSpaced = runs[run]?.from === word;
    let end = isSpaced ? (runs[run]?.to ?? word) : word + 1;
    while (!isSpaced && !skeleton.isApart(end)) end++;
    copy(done, starts[word] ?? 0);
    const isUndone = isDisguise(skeleton, word, end);
    for (let at = word; at < end; ) {
      let same = at + 1;
      while (same < end && skeleton.isRepeated(same)) same++;
      const isStretched = same - at >= REPEATED && keys[at] !== 0;
      const isPiece = at > word && ((joins[at] ?? 0) & (IN_HASHTAG | NEW_PIECE)) === (IN_HASHTAG | NEW_PIECE);
      if (isPiece) put(' ', starts[at] ?? 0, starts[at] ?? 0);
      const kept = isStretched ? at + choice.repeated : same;
      for (let i = at; i < kept; i++) {
        // The last of the letters that are kept stands for those that are not.
        const last = i === kept - 1 ? same - 1 : i;
        put(letterAt(skeleton, i, isUndone, choice), starts[i] ?? 0, ends[last] ?? 0);
      }
      at = same;
    }
    done = Math.max(done, ends[end - 1] ?? 0);
    word = end;
  }
  copy(done, text.length);
  return {
    text: out,
    span: (start, end) => ({ start: from[start] ?? 0, end: Math.max(to[end - 1] ?? 0, from[start] ?? 0) }),
  };
}

function letterAt(
  { text, plain, keys, traits, starts, ends }: Skeleton,
  at: number,
  isUndone: boolean,
  choice: Choice,
): string {
  const key = keys[at] ?? 0;
  const trait = traits[at] ?? 0;
  if (key === 0) return '';
  const asWritten = text.slice(starts[at] ?? 0, ends[at] ?? 0).replace(/[\ufe00-\ufe0f]/gu, '');
  if ((trait & (DIGIT | SIGN)) !== 0) {
    if (!isUndone) return asWritten;
    return asWritten === '1' || asWritten === '|' ? choice.one : String.fromCharCode(key);
  }
  const unit = plain[at] ?? 0;
  if ((trait & LIKE_L) !== 0 && choice.one === 'l') return 'l';
  let letter: string;
  if ((trait & FOREIGN) !== 0) letter = isUndone ? lettersFor(asWritten) : asWritten;
  else if ((trait & ACCENTED) !== 0) letter = lettersFor(asWritten);
  else letter = unit === 0 ? asWritten : String.fromCharCode(unit);
  return (trait & CAPITAL) !== 0 ? letter.toUpperCase() : letter;
}

/**
 * Whether digits, signs and letters of other scripts in `[from, to)` stand for Latin letters: not where they outnumber
 * the letters, and not where all of them are a number before or behind a word, or money.
 */
function isDisguise(skeleton: Skeleton, from: number, to: number): boolean {
  const { traits, plain, isAlien, latin } = skeleton;
  const isNumeric = (at: number): boolean => ((traits[at] ?? 0) & NUMERIC) !== 0;
  let first = from;
  while (first < to && isNumeric(first)) first++;
  let last = to;
  while (last > first && isNumeric(last - 1)) last--;
  let letters = 0;
  let foreign = 0;
  let capitals = 0;
  let replaced = 0;
  let inner = 0;
  for (let at = from; at < to; at++) {
    const trait = traits[at] ?? 0;
    if ((trait & ALIEN) !== 0) return false;
    if ((trait & (DIGIT | SIGN)) !== 0) {
      if (at > from && plain[at] === plain[at - 1]) continue;
      replaced++;
      if (at >= first && at < last) inner++;
    } else if ((trait & NUMERIC) === 0) {
      letters++;
      if ((trait & FOREIGN) !== 0) foreign++;
      if ((trait & CAPITAL) !== 0) capitals++;
    }
  }
  const isBoth = first === from + 1 && last === to - 1;
  const isZero = first - from + to - last === 1 && plain[first > from ? from : last] === ZERO;
  const isOnes = first === from && last < to && replaced === 1 && plain[last] === ONE;
  if (letters < replaced || (replaced > 0 && inner === 0 && !isBoth && !isZero && !isOnes)) return false;
  const isSignAtEdge = (((traits[from] ?? 0) | (traits[to - 1] ?? 0)) & SIGN) !== 0;
  if (isSignAtEdge && capitals === letters && replaced === 1) return false;
  return foreign < letters || (!isAlien && latin >= REPEATED);
}
