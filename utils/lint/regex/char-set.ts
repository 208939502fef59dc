/**
 * Sets of code points. A set is asked about one code point at a time and the answers are remembered by the
 * alphabet, so a set may lean on the platform's own single-code-point tests: no Unicode table is shipped.
 */

/**
 * What is in a set, as data: every code point, every one but the line feed, one code point, all that fold to the same
 * as one, or a bracketed class of ranges (lowest, highest, lowest, …) and named tests, each with whether it is negated.
 */
export type SetPlan =
  | 'any'
  | 'dot'
  | number
  | { readonly like: number }
  | {
      readonly ranges: readonly number[];
      readonly tests: readonly (readonly [name: string, negated: boolean])[];
      readonly negated: boolean;
      /** Whether the ranges hold other cases of their letters too. */
      readonly fold: boolean;
    };

type Test = (cp: number) => boolean;

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

const PERL: Readonly<Record<string, Test>> = { w: isWord, d: decimal, s: blank };

const POSIX: Readonly<Record<string, string>> = {
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

/**
 * The test of that name: `w`, `d` or `s`, `[:alpha:]` and its kin, which are ASCII by definition, or `\\p{…}`, a general
 * category, a script with its prefix or a binary property; an `i` before it lets case make no difference. Null for any
 * other name: names come with data, and nothing else of it may get into an expression.
 */
export function namedTest(name: string): Test | null {
  const [, fold, posix, property] =
    /^(i?)(?:\[:([a-z]+):\]|(\\p\{[A-Za-z_]+(?:=[A-Za-z_]+)?\}))$/.exec(name) ?? [];
  const members = posix !== undefined && Object.hasOwn(POSIX, posix) ? `[${POSIX[posix]}]` : property;
  if (members === undefined) return Object.hasOwn(PERL, name) ? (PERL[name] ?? null) : null;
  try {
    return native(members, fold === 'i' ? 'iu' : 'u');
  } catch {
    return null;
  }
}

/**
 * The test of whether a code point belongs to the set. Folding applies to the ranges before negation, so `(?i)[^k]`
 * matches no `K`.
 */
export function memberOf(plan: SetPlan): Test {
  if (plan === 'any') return () => true;
  if (plan === 'dot') return (cp) => cp !== 0x0a;
  if (typeof plan === 'number') return (cp) => cp === plan;
  if ('like' in plan) return (cp) => foldCase(cp) === plan.like;
  const { ranges, negated, fold } = plan;
  const tests = plan.tests.map(([name, not]): Test => {
    const test = namedTest(name);
    if (test === null) throw new RangeError(`There is no test named ${name}.`);
    return (cp) => test(cp) !== not;
  });
  for (let i = 0; i < ranges.length; i += 2) {
    const low = ranges[i] ?? 0;
    const high = ranges[i + 1] ?? 0;
    tests.push((cp) => cp >= low && cp <= high);
  }
  if (fold && ranges.length > 0) {
    const source = ranges.map((cp, i) => (i % 2 ? '-' : '') + hex(cp)).join('');
    tests.push(native(`[${source}]`, 'iu'));
  }
  return (cp) => tests.some((test) => test(cp)) !== negated;
}
