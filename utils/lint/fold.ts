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
  #starts = new Int32Array(512);
  #ends = new Int32Array(512);
  #length = 0;

  constructor(options: { readonly ignoreMarks: boolean }) {
    this.#ignoreMarks = options.ignoreMarks;
  }

  /** The folded form alone, for terms. */
  plain(term: string): string {
    const { units, length } = this.fold(term.trim());
    return String.fromCharCode(...units.subarray(0, length));
  }

  fold(text: string): Folded {
    this.#length = 0;
    for (let i = 0; i < text.length; ) {
      const unit = text.charCodeAt(i);
      let folded = this.#single[unit] ?? NOT_SINGLE;
      if (folded === UNKNOWN) folded = this.#learn(unit);
      if (folded === SPACE) i = this.#blanks(text, i);
      else if (folded !== NOT_SINGLE && !isMark(text, i + 1)) {
        this.#push(folded, i, i + 1);
        i++;
      } else i = this.#cluster(text, i);
    }
    const units = this.#units;
    const starts = this.#starts;
    const ends = this.#ends;
    const length = this.#length;
    return {
      units,
      length,
      start: (i) => starts[i] ?? 0,
      end: (i) => ends[i] ?? 0,
      whole: (from, to) =>
        (from === 0 || starts[from] !== starts[from - 1]) && (to >= length || starts[to] !== starts[to - 1]),
    };
  }

  #learn(unit: number): number {
    const folded = this.#foldOf(String.fromCharCode(unit));
    const single = folded.length === 1 && folded !== '\0' ? folded.charCodeAt(0) : NOT_SINGLE;
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
      else if (unit !== SPACE && !BLANK.test(text.charAt(end))) break;
    }
    this.#push(lines > 1 ? LINE_FEED : SPACE, offset, end);
    return end;
  }

  /** Folds a character with its combining marks, as one; answers with where it ends. */
  #cluster(text: string, offset: number): number {
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
    if (this.#length === this.#units.length) this.#grow();
    this.#units[this.#length] = unit;
    this.#starts[this.#length] = start;
    this.#ends[this.#length] = end;
    this.#length++;
  }

  #grow(): void {
    const size = this.#units.length * 2;
    const [units, starts, ends] = [this.#units, this.#starts, this.#ends];
    this.#units = new Uint16Array(size);
    this.#starts = new Int32Array(size);
    this.#ends = new Int32Array(size);
    this.#units.set(units);
    this.#starts.set(starts);
    this.#ends.set(ends);
  }
}

function isMark(text: string, offset: number): boolean {
  const unit = text.charCodeAt(offset);
  if (!(unit >= FIRST_MARK)) return false;
  return MARK.test(String.fromCodePoint(text.codePointAt(offset) ?? unit));
}
