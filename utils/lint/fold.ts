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
  /** Author's offsets by folded unit, from the first unit on that does not stand where it stood: most texts have none. */
  #starts = new Int32Array(0);
  #ends = new Int32Array(0);
  /** Up to here folded and author's offsets are the same. */
  #same = 0;
  #isSame = true;
  #length = 0;

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
    this.#isSame = true;
    // A character folds to no more than 18 units, but hardly one to more than itself: the rest grows when it must.
    if (this.#units.length < text.length) this.#units = new Uint16Array(text.length * 2);
    const single = this.#single;
    const units = this.#units;
    const last = text.length - 1;
    let unit = last < 0 ? 0 : text.charCodeAt(0);
    let i = 0;
    // The greater part of most texts: units that fold to one each, no blank beside another.
    for (; i <= last; i++) {
      const folded = single[unit] ?? 0;
      // Reading past the end would give NaN, and make a floating-point loop of this.
      const next = i < last ? text.charCodeAt(i + 1) : 0;
      if (folded === UNKNOWN || folded === NOT_SINGLE || (next >= FIRST_MARK && !isNoMark(next))) break;
      if (folded === SPACE && (unit === LINE_FEED || single[next] === SPACE || single[next] === UNKNOWN))
        break;
      units[i] = folded;
      unit = next;
    }
    this.#length = i;
    this.#rest(text, i);
    const same = this.#isSame ? this.#length : this.#same;
    const starts = this.#starts;
    const ends = this.#ends;
    const length = this.#length;
    const startOf = (at: number): number => (at < same ? at : (starts[at] ?? 0));
    return {
      units: this.#units,
      length,
      start: startOf,
      end: (at) => (at < same ? at + 1 : (ends[at] ?? 0)),
      whole: (from, to) =>
        (from === 0 || startOf(from) !== startOf(from - 1)) &&
        (to >= length || startOf(to) !== startOf(to - 1)),
    };
  }

  #rest(text: string, from: number): void {
    for (let i = from; i < text.length; ) {
      const unit = text.charCodeAt(i);
      let folded = this.#single[unit] ?? NOT_SINGLE;
      if (folded === UNKNOWN) folded = this.#learn(unit);
      if (folded === SPACE) i = this.#blanks(text, i);
      else if (folded !== NOT_SINGLE && !isMark(text, i + 1)) {
        this.#push(folded, i, i + 1);
        i++;
      } else i = this.#cluster(text, i);
    }
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
    const at = this.#length++;
    if (at >= this.#units.length) this.#units = grown(this.#units, new Uint16Array(at * 2));
    this.#units[at] = unit;
    if (this.#isSame) {
      if (start === at && end === at + 1) return;
      this.#isSame = false;
      this.#same = at;
    }
    if (at >= this.#starts.length) {
      const size = Math.max(512, at * 2);
      this.#starts = grown(this.#starts, new Int32Array(size));
      this.#ends = grown(this.#ends, new Int32Array(size));
    }
    this.#starts[at] = start;
    this.#ends[at] = end;
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
