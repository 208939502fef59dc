/** A text as terms are compared with it, and the way back to the author's own offsets. Valid until the next `fold`. */
export interface Folded {
  /** UTF-16 units; only the first `length` count. */
  readonly units: Uint16Array;
  readonly length: number;
  /** Author's offset at which the character behind folded unit `i` starts. */
  start(i: number): number;
  /** Author's offset at which the character behind folded unit `i` ends. */
  end(i: number): number;
  /** False when a hit from folded unit `from` up to `to` would begin or end in the middle of a character. */
  whole(from: number, to: number): boolean;
}

const MARK = /^\p{M}$/u;
const MARKS = /\p{M}/gu;
const BLANK = /^\s$/u;
/** Signs that keyboards and platforms put in place of the plain ones. */
const PLAIN = new Map<string, string>([
  ...[...'’‘ʼ′'].map((sign): [string, string] => [sign, "'"]),
  ...[...'‐‑‒–—'].map((sign): [string, string] => [sign, '-']),
]);
const SPACE = 0x20;
const LINE_FEED = 0x0a;
/** Below are no combining marks. */
const FIRST_MARK = 0x300;
/** In the table of single units: not looked up yet, and not to be had as a single unit. */
const UNKNOWN = 0;
const NOT_SINGLE = 0xffff;
/** First units of the pictures from U+1F400 to U+1F7FF, none of which folds to anything but itself. */
const PICTURES = 0xd83d;

/**
 * Folds case, width and other compatibility forms (NFKC), curly apostrophes, dashes and runs of blanks; with
 * `ignoreMarks` diacritics too. Two line ends in a row stay one: a phrase does not reach over a paragraph's end.
 */
export class Folder {
  readonly #ignoreMarks: boolean;
  /** Most characters are one unit and fold to one: no string is made for them. */
  readonly #single = new Uint16Array(0x10000);
  readonly #known = new Map<string, string>();
  #units = new Uint16Array(512);
  #length = 0;
  /**
   * Where folded and author's text part: at folded unit `#at[n]` begins what stands at the author's `#from[n]`. Up to the
   * next of these, each unit stands for one of the author's; where `#to[n]` is not 0, all stand for what ends there.
   */
  #at = new Int32Array(64);
  #from = new Int32Array(64);
  #to = new Int32Array(64);
  #runs = 0;

  constructor(options: { readonly ignoreMarks: boolean }) {
    this.#ignoreMarks = options.ignoreMarks;
  }

  /** The folded form alone, for terms. */
  plain(term: string): string {
    const { units, length } = this.fold(term.trim());
    let plain = '';
    for (let i = 0; i < length; i++) plain += String.fromCharCode(units[i] ?? 0);
    return plain;
  }

  fold(text: string): Folded {
    this.#length = 0;
    this.#runs = 0;
    this.#run(0, 0);
    // A character folds to no more than 18 units, but hardly one to more than itself: the rest grows when it must.
    if (this.#units.length < text.length) this.#units = new Uint16Array(text.length * 2);
    for (let i = this.#plainRun(text, 0); i < text.length; ) {
      i = this.#apart(text, i);
      this.#run(i, 0);
      i = this.#plainRun(text, i);
    }
    const length = this.#length;
    const startOf = (unit: number): number => {
      const run = this.#runOf(unit);
      const from = this.#from[run] ?? 0;
      return this.#to[run] === 0 ? from + unit - (this.#at[run] ?? 0) : from;
    };
    return {
      units: this.#units,
      length,
      start: startOf,
      end: (unit) => {
        const run = this.#runOf(unit);
        return this.#to[run] || (this.#from[run] ?? 0) + unit - (this.#at[run] ?? 0) + 1;
      },
      whole: (from, to) =>
        (from === 0 || startOf(from) !== startOf(from - 1)) &&
        (to >= length || startOf(to) !== startOf(to - 1)),
    };
  }

  /** The greater part of most texts: units that fold to one each, no blank beside another. Answers with where they end. */
  #plainRun(text: string, from: number): number {
    const single = this.#single;
    const last = text.length - 1;
    if (from > last) return from;
    this.#reserve(text.length - from);
    const units = this.#units;
    const shift = this.#length - from;
    let unit = text.charCodeAt(from);
    let i = from;
    for (; i <= last; i++) {
      const folded = single[unit] ?? 0;
      // Reading past the end would give NaN, and make a floating-point loop of this.
      const next = i < last ? text.charCodeAt(i + 1) : 0;
      if (folded === UNKNOWN || folded === NOT_SINGLE || (next >= FIRST_MARK && !isNoMark(next))) break;
      if (folded === SPACE && (unit === LINE_FEED || single[next] === SPACE || single[next] === UNKNOWN))
        break;
      units[i + shift] = folded;
      unit = next;
    }
    this.#length = i + shift;
    return i;
  }

  /** Folds what needs more than a look at one unit; answers with where it ends. */
  #apart(text: string, from: number): number {
    const unit = text.charCodeAt(from);
    let folded = this.#single[unit] ?? NOT_SINGLE;
    if (folded === UNKNOWN) folded = this.#learn(unit);
    if (folded === SPACE) return this.#blanks(text, from);
    if (folded === NOT_SINGLE || isMark(text, from + 1)) return this.#cluster(text, from);
    this.#push(folded, from, from + 1);
    return from + 1;
  }

  #learn(unit: number): number {
    const folded = this.#foldOf(String.fromCharCode(unit));
    const isHalf = unit >= 0xd800 && unit <= 0xdfff;
    const single = folded.length === 1 && folded !== '\0' && !isHalf ? folded.charCodeAt(0) : NOT_SINGLE;
    this.#single[unit] = single;
    return single;
  }

  /** Folds the run of blanks at `offset` to one; answers with where it ends. */
  #blanks(text: string, offset: number): number {
    let lines = 0;
    let end = offset;
    for (; end < text.length; end++) {
      const unit = text.charCodeAt(end);
      if (unit === LINE_FEED) lines++;
      else if (unit !== SPACE && !isBlank(unit)) break;
    }
    this.#push(lines > 1 ? LINE_FEED : SPACE, offset, end);
    return end;
  }

  /** Folds a character with its combining marks, as one; answers with where it ends. */
  #cluster(text: string, offset: number): number {
    const unit = text.charCodeAt(offset);
    if (unit === PICTURES && isLowSurrogate(text.charCodeAt(offset + 1)) && !isMark(text, offset + 2)) {
      this.#push(unit, offset, offset + 2);
      this.#push(text.charCodeAt(offset + 1), offset, offset + 2);
      return offset + 2;
    }
    const [first = ''] = text.slice(offset, offset + 2);
    let end = offset + first.length;
    while (isMark(text, end)) end += text.codePointAt(end) === text.charCodeAt(end) ? 1 : 2;
    const cluster = text.slice(offset, end);
    let folded = this.#known.get(cluster);
    if (folded === undefined) {
      folded = this.#foldOf(cluster);
      // Only what comes up again and again is worth keeping.
      if (cluster.length <= 2) this.#known.set(cluster, folded);
    }
    for (let i = 0; i < folded.length; i++) this.#push(folded.charCodeAt(i), offset, end);
    return end;
  }

  #foldOf(character: string): string {
    if (BLANK.test(character)) return ' ';
    const plain = PLAIN.get(character);
    if (plain !== undefined) return plain;
    const folded = character.normalize('NFKC').toLowerCase().normalize('NFKC');
    return this.#ignoreMarks ? folded.normalize('NFKD').replace(MARKS, '').normalize('NFKC') : folded;
  }

  #push(unit: number, start: number, end: number): void {
    if (this.#from[this.#runs - 1] !== start || this.#to[this.#runs - 1] !== end) this.#run(start, end);
    this.#reserve(1);
    this.#units[this.#length++] = unit;
  }

  /** What is folded next stands at the author's `from`, and as a whole up to `to` unless that is 0. */
  #run(from: number, to: number): void {
    // A run that nothing was folded into is none.
    if (this.#runs > 0 && this.#at[this.#runs - 1] === this.#length) this.#runs--;
    const run = this.#runs++;
    if (run >= this.#at.length) {
      this.#at = grown(this.#at, new Int32Array(run * 2));
      this.#from = grown(this.#from, new Int32Array(run * 2));
      this.#to = grown(this.#to, new Int32Array(run * 2));
    }
    this.#at[run] = this.#length;
    this.#from[run] = from;
    this.#to[run] = to;
  }

  /** The run that a folded unit is in. */
  #runOf(unit: number): number {
    let low = 0;
    let high = this.#runs;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.#at[middle] ?? 0) <= unit) low = middle;
      else high = middle;
    }
    return low;
  }

  #reserve(more: number): void {
    const wanted = this.#length + more;
    if (wanted > this.#units.length) this.#units = grown(this.#units, new Uint16Array(wanted * 2));
  }
}

function grown<T extends Uint16Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function isBlank(unit: number): boolean {
  if (unit < 0x80) return unit === SPACE || (unit >= 0x09 && unit <= 0x0d);
  return BLANK.test(String.fromCharCode(unit));
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Whether the unit is surely no mark and no half of one; most of what people write is told by this. */
function isNoMark(unit: number): boolean {
  if (unit < 0x590) return unit >= 0x370 && (unit < 0x483 || unit > 0x489);
  if (unit < 0x3040) return unit >= 0x1e00 && (unit < 0x20d0 || unit > 0x20f0) && unit < 0x2cef;
  return (
    (unit >= 0x30a0 && unit < 0xa66f) ||
    (unit >= 0xac00 && unit < 0xd800) ||
    (unit >= PICTURES && unit <= 0xd83e)
  );
}

function isMark(text: string, offset: number): boolean {
  const unit = text.charCodeAt(offset);
  if (!(unit >= FIRST_MARK) || isNoMark(unit)) return false;
  return MARK.test(String.fromCodePoint(text.codePointAt(offset) ?? unit));
}
