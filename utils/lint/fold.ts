/** A text as terms are compared with it, and the way back to the author's own offsets. */
export interface Folded {
  readonly text: string;
  /** Author's offset at which the character behind folded unit `i` starts. */
  start(i: number): number;
  /** Author's offset at which the character behind folded unit `i` ends. */
  end(i: number): number;
  /** False when a hit from folded unit `from` up to `to` would begin or end in the middle of a character. */
  whole(from: number, to: number): boolean;
}

const MARK = /\p{M}/gu;
const BLANK = /^\s$/u;
/** Signs that keyboards and platforms put in place of the plain ones. */
const PLAIN = new Map<string, string>([
  ...[...'’‘ʼ′'].map((sign): [string, string] => [sign, "'"]),
  ...[...'‐‑‒–—'].map((sign): [string, string] => [sign, '-']),
]);

/** ASCII with single blanks: lower case is all the folding it needs. */
const SIMPLE = /^[\x21-\x7e]*(?:[ \n][\x21-\x7e]+)*[ \n]?$/;

/**
 * Folds case, width and other compatibility forms (NFKD), curly apostrophes, dashes and runs of blanks; with
 * `ignoreMarks` diacritics too. Two line ends in a row stay one: a phrase does not reach over a paragraph's end.
 */
export class Folder {
  readonly #ignoreMarks: boolean;
  readonly #known = new Map<number, string>();

  constructor(options: { readonly ignoreMarks: boolean }) {
    this.#ignoreMarks = options.ignoreMarks;
  }

  /** The folded form alone, for terms. */
  plain(term: string): string {
    return this.fold(term.trim()).text;
  }

  fold(text: string): Folded {
    if (SIMPLE.test(text)) return identity(text.toLowerCase().replaceAll('\n', ' '));
    let folded = '';
    const starts: number[] = [];
    const ends: number[] = [];
    for (let i = 0; i < text.length; ) {
      const codePoint = text.codePointAt(i) ?? 0;
      let end = i + (codePoint > 0xffff ? 2 : 1);
      let piece = this.#piece(codePoint);
      if (piece === ' ') {
        let lines = 0;
        for (end = i; end < text.length && BLANK.test(text.charAt(end)); end++) {
          if (text.charCodeAt(end) === 0x0a) lines++;
        }
        if (lines > 1) piece = '\n';
        // A sign such as U+00A8 folds to a blank and a mark without being a blank itself.
        end = Math.max(end, i + 1);
      }
      folded += piece;
      for (let unit = 0; unit < piece.length; unit++) {
        starts.push(i);
        ends.push(end);
      }
      i = end;
    }
    return {
      text: folded,
      start: (i) => starts[i] ?? 0,
      end: (i) => ends[i] ?? 0,
      whole: (from, to) => starts[from] !== starts[from - 1] && starts[to] !== starts[to - 1],
    };
  }

  #piece(codePoint: number): string {
    const known = this.#known.get(codePoint);
    if (known !== undefined) return known;
    const character = String.fromCodePoint(codePoint);
    let piece = PLAIN.get(character) ?? character.normalize('NFKD').toLowerCase().normalize('NFKD');
    if (BLANK.test(character)) piece = ' ';
    if (this.#ignoreMarks) piece = piece.replace(MARK, '');
    this.#known.set(codePoint, piece);
    return piece;
  }
}

function identity(text: string): Folded {
  return { text, start: (i) => i, end: (i) => i + 1, whole: () => true };
}
