/**
 * Sets of code points. A set is asked about one code point at a time and the answers are remembered by the
 * alphabet, so a set may lean on the platform's own single-code-point tests: no Unicode table is shipped.
 */
export interface CharSet {
  /** Equal keys mean equal sets. */
  readonly key: string;
  has(cp: number): boolean;
  /** The code points of a small, plainly listed set (before folding), else null. */
  readonly listed: readonly number[] | null;
  /** Whether other letters of the same simple case folding belong to the set too. */
  readonly fold: boolean;
}

/** One member of a bracketed class: code points `low..high`, or a named test that may be negated. */
export type ClassItem =
  | { readonly low: number; readonly high: number }
  | { readonly name: string; readonly test: (cp: number) => boolean; readonly negated: boolean };

const LISTED_AT_MOST = 8;
const LAST_ASCII = 0x7f;

const single = (text: string): number | null => {
  const cp = text.codePointAt(0);
  return cp !== undefined && text.length === (cp > 0xffff ? 2 : 1) ? cp : null;
};

const hex = (cp: number) => `\\u{${cp.toString(16)}}`;

/** Letters that fold to one another although no lower or upper case joins them. */
const FOLDS: readonly (readonly [number, number])[] = [
  [0x1fd3, 0x390],
  [0x1fe3, 0x3b0],
  [0xfb05, 0xfb06],
];
const folds = new Map(FOLDS);

/**
 * The representative of a code point's class under simple case folding: two code points are alike without
 * regard to case exactly when this is equal for both. Full foldings (`ß` to `ss`) are not simple ones.
 */
export function foldCase(cp: number): number {
  if (cp <= LAST_ASCII) return cp >= 0x41 && cp <= 0x5a ? cp + 32 : cp;
  const known = folds.get(cp);
  if (known !== undefined) return known;
  const char = String.fromCodePoint(cp);
  const upper = single(char.toUpperCase());
  const candidates = [
    upper === null ? null : single(String.fromCodePoint(upper).toLowerCase()),
    single(char.toLowerCase()),
  ];
  let folded = cp;
  for (const candidate of candidates) {
    // The dotless i upper-cases to I and yet does not fold to i: the engine's own folding has the last word.
    if (candidate !== null && candidate !== cp && new RegExp(`^${hex(candidate)}$`, 'iu').test(char)) {
      folded = candidate;
      break;
    }
  }
  // Few letters have another case; what has none needs no memory.
  if (folded !== cp || upper !== cp) folds.set(cp, folded);
  return folded;
}

const native = (source: string, flags = 'u') => {
  const expression = new RegExp(`^${source}$`, flags);
  return (cp: number) => expression.test(String.fromCodePoint(cp));
};

const letterMarkOrDigit = native('[\\p{L}\\p{Mn}\\p{Mc}\\p{Nd}_]');
const decimal = native('\\p{Nd}');
const blank = native('\\s');

/**
 * Letters, combining marks, decimal digits and `_`, of every script: `\b` must see `å` as part of a word, also
 * when it is written as `a` and a ring. Variation selectors are marks by category, but they end an emoji, not
 * a word: after `✔️` a word may start.
 */
export function isWord(cp: number): boolean {
  if (cp <= LAST_ASCII) {
    return (
      (cp >= 0x61 && cp <= 0x7a) || (cp >= 0x41 && cp <= 0x5a) || (cp >= 0x30 && cp <= 0x39) || cp === 0x5f
    );
  }
  return (cp < 0xfe00 || cp > 0xfe0f) && letterMarkOrDigit(cp);
}

const PERL: Record<string, (cp: number) => boolean> = { w: isWord, d: decimal, s: blank };

/** `\d`, `\w`, `\s` and, for the upper-case letter, their negations; null for any other letter. */
export function perlItem(letter: string): ClassItem | null {
  const name = letter.toLowerCase();
  const test = PERL[name];
  return test ? { name, test, negated: name !== letter } : null;
}

const POSIX: Record<string, string> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\0-\\x7f',
  blank: '\\t ',
  cntrl: '\\0-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t-\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

/** `[:alpha:]` and its kin, which are ASCII by definition; null for an unknown name. */
export function posixItem(name: string, negated: boolean, fold: boolean): ClassItem | null {
  const source = Object.hasOwn(POSIX, name) ? POSIX[name] : undefined;
  if (source === undefined) return null;
  return { name: `[:${name}:]${fold}`, test: native(`[${source}]`, fold ? 'iu' : 'u'), negated };
}

/** `\p{…}`: a general category, a script, or a binary property; null when the platform knows none of that name. */
export function propertyItem(name: string, negated: boolean, fold: boolean): ClassItem | null {
  if (!/^[A-Za-z_]+(=[A-Za-z_]+)?$/.test(name)) return null;
  for (const source of [`\\p{${name}}`, `\\p{Script=${name}}`]) {
    try {
      return { name: source + fold, test: native(source, fold ? 'iu' : 'u'), negated };
    } catch {
      // Not a name of this sort: a bare script name is only known with its prefix.
    }
  }
  return null;
}

/** The set of one code point, or of all that fold to the same. */
export function charSet(cp: number, fold: boolean): CharSet {
  const folded = foldCase(cp);
  return fold
    ? { key: `i${folded}`, has: (other) => foldCase(other) === folded, listed: [cp], fold }
    : { key: `=${cp}`, has: (other) => other === cp, listed: [cp], fold };
}

/** Every code point, or every one but the line feed. */
export function dotSet(newlineToo: boolean): CharSet {
  return {
    key: newlineToo ? 'any' : 'dot',
    has: (cp) => newlineToo || cp !== 0x0a,
    listed: null,
    fold: false,
  };
}

/** A bracketed class. Folding applies to the listed members before negation, so `(?i)[^k]` matches no `K`. */
export function classSet(items: readonly ClassItem[], negated: boolean, fold: boolean): CharSet {
  const ranges: number[] = [];
  const tests: { readonly test: (cp: number) => boolean; readonly negated: boolean }[] = [];
  const names: string[] = [];
  const listed: number[] = [];
  let listable = !negated;
  for (const item of items) {
    if ('low' in item) {
      ranges.push(item.low, item.high);
      names.push(`${item.low}-${item.high}`);
      for (let cp = item.low; cp <= item.high && listed.length <= LISTED_AT_MOST; cp++) listed.push(cp);
    } else {
      tests.push(item);
      names.push(item.name + item.negated);
      listable = false;
    }
  }
  const inRange = (cp: number) => {
    for (let i = 0; i < ranges.length; i += 2) {
      if (cp >= (ranges[i] ?? 0) && cp <= (ranges[i + 1] ?? 0)) return true;
    }
    return false;
  };
  let ranged = inRange;
  if (fold && ranges.length > 0) {
    const source = ranges.map((cp, i) => (i % 2 ? '-' : '') + hex(cp)).join('');
    const folded = native(`[${source}]`, 'iu');
    ranged = (cp) => inRange(cp) || folded(cp);
  }
  return {
    key: `${negated}${fold}${names}`,
    has: (cp) => (ranged(cp) || tests.some((item) => item.test(cp) !== item.negated)) !== negated,
    listed: listable && listed.length <= LISTED_AT_MOST ? listed : null,
    fold,
  };
}
