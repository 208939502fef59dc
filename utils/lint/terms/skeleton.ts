import type { Span } from '../spans.ts';
import {
  ACCENTED,
  ALIEN,
  CAPITAL,
  DIGIT,
  DIGITS,
  EXPANDED,
  FOREIGN,
  type Letter,
  LIKE_L,
  letterOf,
  NUMERIC,
  OWN,
  SIGN,
  SIGNS,
  STYLED,
} from './letter.ts';

/** How a letter of a skeleton follows the one before it. */
export const AFTER_BLANK = 1 << 0;
export const AFTER_SIGN = 1 << 1;
export const AFTER_INVISIBLE = 1 << 2;
/** A new piece of a name in mixed case begins: the A of ScamAlert. */
export const NEW_PIECE = 1 << 3;
export const IN_HASHTAG = 1 << 4;
/** Part of the same character as the letter before: the second s of ß. */
export const SAME_CHARACTER = 1 << 5;

const APART = AFTER_BLANK | AFTER_SIGN;
/** A letter with these is a disguise wherever it stands, if its word is one. */
const TELLING = FOREIGN | ACCENTED | OWN | EXPANDED | SIGN | STYLED;

const LINE_FEED = 0x0a;
const NUMBER_SIGN = 0x23;
const UNDERSCORE = 0x5f;
const CAPITAL_I = 0x49;
const SMALL_I = 0x69;
const SMALL_L = 0x6c;
const FIRST_BEYOND_ASCII = 0x80;
const FIRST_DIACRITIC = 0x300;
/** How far behind a sign a letter is looked for that makes the sign one. */
const SIGNS_IN_A_ROW = 4;

/**
 * A text as a row of letters, whatever stands between them: what disguised words are looked for in. Every letter
 * knows what it can be read as, what it is, and how it follows the one before it. A letter of key 0 is no letter but
 * a place that no word reaches over. Valid until the next `read`; positions are UTF-16 offsets in the author's text.
 */
export class Skeleton {
  text = '';
  length = 0;
  keys = new Uint16Array(256);
  /** What the letter is, folded; 0 when that is more than one unit. */
  plain = new Uint16Array(256);
  traits = new Uint16Array(256);
  joins = new Uint16Array(256);
  starts = new Int32Array(256);
  ends = new Int32Array(256);
  /** Whether anything in the text could be a disguise at all. */
  isTelling = false;
  /** Whether letters are repeated as no ordinary word repeats them. */
  isStretched = false;
  /** Whether some letters of a script look like no Latin ones: the text is written in it. */
  isAlien = false;
  /** Number of plain Latin letters. */
  latin = 0;

  readonly #known = new Map<string, Letter | null>();
  /** How the next letter will follow the last. */
  #join = 0;
  #isInTag = false;
  /** Whether the last letter is one of a to z. */
  #isSmall = false;
  #same = 0;
  #doubled = 0;
  /** Whether a letter that is no digit stands in the word so far. */
  #isWord = false;

  /** @param skip spans that are not looked at, by rising start, not overlapping. */
  read(text: string, skip: readonly Span[] = []): this {
    this.text = text;
    this.length = 0;
    this.isTelling = false;
    this.isStretched = false;
    this.isAlien = false;
    this.latin = 0;
    this.#join = 0;
    this.#isInTag = false;
    this.#isSmall = false;
    this.#same = 1;
    this.#doubled = 0;
    this.#isWord = false;
    let skipped = 0;
    const last = text.length - 1;
    for (let i = 0; i <= last; ) {
      const masked = skip[skipped];
      if (masked !== undefined && i >= masked.start) {
        skipped++;
        if (masked.end <= i) continue;
        this.#break(i);
        i = masked.end;
        continue;
      }
      const unit = text.charCodeAt(i);
      // Reading past the end would give NaN, and make a floating-point loop of this.
      const next = i < last ? text.charCodeAt(i + 1) : 0;
      if (unit >= FIRST_BEYOND_ASCII || (next >= FIRST_DIACRITIC && isDiacritic(next)))
        i = this.#character(i);
      else {
        this.#ascii(unit, i);
        i++;
        if (this.#isSmall && this.#join === 0) i = this.#small(i, masked?.start ?? text.length);
      }
    }
    return this;
  }

  /** Whether letter `at` does not stand right behind the one before it; an end counts as such. */
  isApart(at: number): boolean {
    if (at <= 0 || at >= this.length || this.keys[at] === 0 || this.keys[at - 1] === 0) return true;
    return ((this.joins[at] ?? 0) & APART) !== 0;
  }

  /** Whether a word can begin or end before letter `at`: apart from the one before it, or within a hashtag. */
  isEdge(at: number): boolean {
    return this.isApart(at) || ((this.joins[at] ?? 0) & IN_HASHTAG) !== 0;
  }

  /** The greater part of most texts: small letters behind a small letter. Answers with where they end, before `to`. */
  #small(from: number, to: number): number {
    const { text } = this;
    while (this.length + to - from >= this.keys.length) this.#grow();
    const { keys, plain, traits, joins, starts, ends } = this;
    const join = this.#isInTag ? IN_HASHTAG : 0;
    let at = this.length;
    let before = plain[at - 1] ?? 0;
    let i = from;
    for (; i < to; i++) {
      const unit = text.charCodeAt(i);
      if (unit < 0x61 || unit > 0x7a) {
        // A mark belongs to the letter before it.
        if (unit >= FIRST_DIACRITIC && isDiacritic(unit) && i > from) {
          i--;
          at--;
        }
        break;
      }
      if (unit === before) this.#repeat();
      else this.#same = 1;
      before = unit;
      keys[at] = unit === SMALL_L ? SMALL_I : unit;
      plain[at] = unit;
      traits[at] = 0;
      joins[at] = join;
      starts[at] = i;
      ends[at] = i + 1;
      at++;
    }
    this.latin += at - this.length;
    this.length = at;
    return i;
  }

  /** One more of the letter before. */
  #repeat(): void {
    this.#same++;
    if (this.#same === 2) this.#doubled++;
    if (this.#isWord && (this.#same > 2 || this.#doubled > 2)) {
      this.isStretched = true;
      this.isTelling = true;
    }
  }

  /** Whether letter `at` is the same as the one right before it. */
  isRepeated(at: number): boolean {
    return !this.isApart(at) && this.plain[at] === this.plain[at - 1] && this.keys[at] === this.keys[at - 1];
  }

  #ascii(unit: number, at: number): void {
    const isCapital = unit >= 0x41 && unit <= 0x5a;
    if (isCapital || (unit >= 0x61 && unit <= 0x7a)) {
      const lower = unit | 0x20;
      this.latin++;
      this.#push(lower === SMALL_L ? SMALL_I : lower, lower, isCapital ? CAPITAL : 0, at, at + 1);
      if (unit === CAPITAL_I) this.#capitalI(this.length - 1);
      return;
    }
    const sign = String.fromCharCode(unit);
    if (unit >= 0x30 && unit <= 0x39) {
      const read = DIGITS.get(sign);
      const key = read === undefined ? unit : read.charCodeAt(0);
      this.#push(key, unit, read === undefined ? NUMERIC : DIGIT | NUMERIC, at, at + 1);
      return;
    }
    if (unit === 0x20) {
      this.#join |= AFTER_BLANK;
      this.#isInTag = false;
      return;
    }
    const read = SIGNS.get(sign);
    if (read !== undefined && this.#isRead(sign, at)) {
      this.#push(read.charCodeAt(0), unit, SIGN, at, at + 1);
      return;
    }
    this.#gap(unit, at);
  }

  #gap(unit: number, at: number): void {
    if (unit === LINE_FEED && isBlankUpToLine(this.text, at)) {
      this.#break(at);
      return;
    }
    if (unit <= 0x20) {
      this.#join |= AFTER_BLANK;
      this.#isInTag = false;
      return;
    }
    this.#join |= AFTER_SIGN;
    if (unit === NUMBER_SIGN) this.#isInTag = true;
    else if (unit !== UNDERSCORE) this.#isInTag = false;
  }

  /** A character beyond ASCII or with marks; answers with where it ends. */
  #character(at: number): number {
    const { text } = this;
    const unit = text.charCodeAt(at);
    const isPair = (text.codePointAt(at) ?? 0) > 0xffff;
    let end = at + (isPair ? 2 : 1);
    if (isInvisible(unit) || isDiacritic(unit) || (unit === 0xdb40 && isPair)) {
      this.#join |= AFTER_INVISIBLE;
      return end;
    }
    while (isDiacritic(text.charCodeAt(end))) end++;
    const character = text.slice(at, end);
    let letter = this.#known.get(character);
    if (letter === undefined) {
      letter = letterOf(character);
      // Only what comes up again and again is worth keeping.
      if (character.length <= 2) this.#known.set(character, letter);
    }
    while (isVariationSelector(text.charCodeAt(end))) end++;
    if (letter !== null) {
      const { key, plain, traits } = letter;
      for (let i = 0; i < key.length; i++) {
        const one = key.charCodeAt(i);
        if (i > 0) this.#join |= SAME_CHARACTER;
        this.#push(one, key.length > 1 ? one : plain, traits, at, end);
      }
      this.isAlien ||= (traits & ALIEN) !== 0;
      return end;
    }
    const sign = SIGNS.get(character);
    if (sign !== undefined && this.#isRead(character, at))
      this.#push(sign.charCodeAt(0), unit, SIGN, at, end);
    else if (unit === 0xff03) this.#gap(NUMBER_SIGN, at);
    else if (/^\s$/u.test(character)) this.#gap(0x20, at);
    else if (unit < FIRST_BEYOND_ASCII) this.#gap(unit, at);
    else {
      this.#join |= AFTER_SIGN;
      this.#isInTag = false;
    }
    return end;
  }

  /** Whether the sign at `at` is read as a letter: within a word, and most at its beginning too. */
  #isRead(sign: string, at: number): boolean {
    const { text } = this;
    const follows = this.length > 0 && this.#join === 0 && this.ends[this.length - 1] === at;
    const before = follows ? (this.traits[this.length - 1] ?? 0) : NUMERIC;
    const isLetterBefore = follows && ((before & NUMERIC) === 0 || (before & DIGIT) !== 0);
    let next = at + 1;
    while (next < at + SIGNS_IN_A_ROW && SIGNS.has(text.charAt(next))) next++;
    const after = text.charCodeAt(next);
    const isLetterAfter = isLetter(after) || after >= 0xc0;
    if (sign !== '!' && sign !== '|') {
      if (isLetterAfter) return true;
      if (!isLetterBefore || !this.#isWord) return false;
      // Behind a letter it is one, p@57icia, but for money: US$50.
      while (next < at + SIGNS_IN_A_ROW && (isDigit(text.charCodeAt(next)) || SIGNS.has(text.charAt(next))))
        next++;
      return !isDigit(after) || isLetter(text.charCodeAt(next));
    }
    if (!isLetterBefore || !(isLetterAfter || isDigit(after))) return false;
    // s|h|i|t: between single letters it only keeps them apart.
    const isAgain = text.charAt(at + 2) === sign && isLetter(text.charCodeAt(at + 3));
    return (
      !isAgain && !(text.charAt(at - 2) === sign && ((this.joins[this.length - 1] ?? 0) & AFTER_SIGN) !== 0)
    );
  }

  /** A capital I within a word in lower case is taken for an l. */
  #capitalI(at: number): void {
    const isWithin = at > 0 && !this.isApart(at) && ((this.traits[at - 1] ?? 0) & (CAPITAL | NUMERIC)) === 0;
    if (!isWithin) return;
    this.traits[at] = (this.traits[at] ?? 0) | LIKE_L;
    this.isTelling = true;
  }

  #break(at: number): void {
    this.#push(0, 0, 0, at, at);
    this.#isInTag = false;
  }

  #push(key: number, plain: number, traits: number, start: number, end: number): void {
    const at = this.length++;
    if (at >= this.keys.length) this.#grow();
    let join = this.#join;
    const before = at > 0 && (join & APART) === 0 ? (this.traits[at - 1] ?? 0) : null;
    if (before !== null && this.keys[at - 1] !== 0) {
      if ((traits & CAPITAL) !== 0 && (before & (CAPITAL | NUMERIC)) === 0) join |= NEW_PIECE;
      else if ((traits & (CAPITAL | NUMERIC)) === 0 && (before & CAPITAL) !== 0) this.#pieceBefore(at);
      const isNumber = (traits & NUMERIC) !== 0;
      if (isNumber !== ((before & NUMERIC) !== 0) && ((traits | before) & DIGIT) !== 0) this.isTelling = true;
      this.#isWord ||= !isNumber;
      if (plain === this.plain[at - 1] && key === this.keys[at - 1]) this.#repeat();
      else this.#same = 1;
    } else {
      this.#same = 1;
      this.#doubled = 0;
      this.#isWord = (traits & NUMERIC) === 0;
    }
    // One letter alone behind another letter alone, or letters with a sign between them.
    if ((join & APART) !== 0 && at > 0) {
      const gap = start - (this.ends[at - 1] ?? 0);
      const isAlone = at === 1 || ((this.joins[at - 1] ?? 0) & APART) !== 0 || this.keys[at - 2] === 0;
      if (isAlone || ((join & AFTER_BLANK) === 0 && gap <= 3)) this.isTelling = true;
    }
    if ((traits & TELLING) !== 0 || (join & AFTER_INVISIBLE) !== 0 || this.#isInTag) {
      this.isTelling = true;
    }
    this.keys[at] = key;
    this.plain[at] = plain;
    this.traits[at] = traits;
    this.joins[at] = this.#isInTag ? join | IN_HASHTAG : join;
    this.starts[at] = start;
    this.ends[at] = end;
    this.#join = 0;
    this.#isSmall = key >= 0x61 && key <= 0x7a && traits === 0;
  }

  /** URLs: of capitals before a small letter the last begins the new piece. */
  #pieceBefore(at: number): void {
    const capital = at - 1;
    if (capital < 1 || ((this.joins[capital] ?? 0) & APART) !== 0) return;
    if (((this.traits[capital - 1] ?? 0) & CAPITAL) !== 0) {
      this.joins[capital] = (this.joins[capital] ?? 0) | NEW_PIECE;
    }
  }

  #grow(): void {
    const size = this.keys.length * 2;
    this.keys = wider(this.keys, size);
    this.plain = wider(this.plain, size);
    this.traits = wider(this.traits, size);
    this.joins = wider(this.joins, size);
    const [starts, ends] = [this.starts, this.ends];
    this.starts = new Int32Array(size);
    this.ends = new Int32Array(size);
    this.starts.set(starts);
    this.ends.set(ends);
  }
}

function wider(from: Uint16Array, size: number): Uint16Array<ArrayBuffer> {
  const to = new Uint16Array(size);
  to.set(from);
  return to;
}

/** Whether only blanks stand between this line end and the next one. */
function isBlankUpToLine(text: string, at: number): boolean {
  let next = at + 1;
  while (text.charCodeAt(next) === 0x20 || text.charCodeAt(next) === 0x09 || text.charCodeAt(next) === 0x0d)
    next++;
  return text.charCodeAt(next) === LINE_FEED;
}

function isLetter(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a);
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function isDiacritic(unit: number): boolean {
  if (!(unit >= 0x300)) return false;
  return (
    unit <= 0x36f ||
    (unit >= 0x1ab0 && unit <= 0x1aff) ||
    (unit >= 0x1dc0 && unit <= 0x1dff) ||
    (unit >= 0x20d0 && unit <= 0x20ff) ||
    (unit >= 0xfe20 && unit <= 0xfe2f)
  );
}

function isVariationSelector(unit: number): boolean {
  return unit >= 0xfe00 && unit <= 0xfe0f;
}

/** Whether nothing is seen of it: soft hyphens, zero-width spaces and joiners, marks of direction, fillers. */
function isInvisible(unit: number): boolean {
  return (
    unit === 0xad ||
    unit === 0x61c ||
    unit === 0x115f ||
    unit === 0x1160 ||
    (unit >= 0x180b && unit <= 0x180f) ||
    (unit >= 0x200b && unit <= 0x200f) ||
    (unit >= 0x202a && unit <= 0x202e) ||
    (unit >= 0x2060 && unit <= 0x206f) ||
    unit === 0x3164 ||
    isVariationSelector(unit) ||
    unit === 0xfeff ||
    unit === 0xffa0
  );
}
