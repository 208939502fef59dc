import { LONGEST_REST, restOf } from './common-words.ts';
import { ACCENTED, baseOf, CAPITAL, DIGIT, EXPANDED, FOREIGN, LIKE_L, NUMERIC, OWN, SIGN } from './letter.ts';
import {
  AFTER_BLANK,
  AFTER_INVISIBLE,
  AFTER_SIGN,
  IN_HASHTAG,
  NEW_PIECE,
  SAME_CHARACTER,
  type Skeleton,
} from './skeleton.ts';

/** A term as it is compared with a skeleton. */
export interface Spelling {
  /** Its letters, folded; a space where the term has blanks or signs. */
  readonly letters: string;
  /** Number of letters. */
  readonly length: number;
  /** Whether it is another way to write the term, and a hit without any other disguise. */
  readonly isOther: boolean;
  /** Whether letters such as å and a are the same to the rule. */
  readonly ignoreMarks: boolean;
}

/** How the letters of a skeleton were read. */
export interface Reading {
  /** Repeated letters may stand for fewer. */
  readonly isSqueezed: boolean;
  /** Every letter stands alone, apart from the next by the same signs. */
  readonly isSpaced: boolean;
}

const SPACE = 0x20;
const FIRST_NON_LATIN = 0x370;
const ZERO = 0x30;
const ONE = 0x31;
const AT_SIGN = 0x40;
const SMALL_I = 0x69;
const SMALL_L = 0x6c;
/** Terms with fewer letters are found only where no letter is replaced, repeated or set apart. */
const SHORT = 3;
/** Three letters are found by little: any three are initials or a product somewhere. */
const BRIEF = 4;
/** An ordinary word has two of a letter in a row, and at most two such pairs. */
const REPEATED = 3;
const LONGEST_GAP = 8;
/** Signs that nobody puts into a word but to break it up; of the others it takes two. */
const BREAKING = /^[*_~·•^|=+`]+$/u;
const JOINING = /^(?:[-._,:/'’]+)$/u;
/** Signs that stand for the blank of a phrase. */
const FOR_BLANK = /^[-_*~/·•+]$/u;

/** What distinguishes the letters of a candidate from the term's. */
interface Tally {
  letters: number;
  genuine: number;
  digits: number;
  signs: number;
  leading: number;
  trailing: number;
  lookalikes: number;
  accents: number;
  own: number;
  lost: number;
  capitals: number;
  lower: number;
  invisible: number;
  capitalI: number;
  longest: number;
  doubled: number;
  breaking: number;
  joining: number;
  joined: number;
  /** Whether letters of another script stand for Latin ones, not the other way round. */
  foreign: boolean;
  expanded: boolean;
}

/**
 * Whether letters `[from, to)` of a skeleton, which read as a term, are the term in disguise, and neither ordinary
 * words nor the term itself.
 */
export function isDisguised(
  skeleton: Skeleton,
  from: number,
  to: number,
  reading: Reading,
  term: Spelling,
): boolean {
  if (goesOn(skeleton, from, to)) return false;
  const tally = compare(skeleton, from, to, reading, term);
  // Letters set apart have been found to be words already.
  if (tally === null || !(reading.isSpaced || isApartFromWords(skeleton, from, to))) return false;
  const { length } = term;
  if (reading.isSpaced && length < BRIEF) return false;
  if (!isFairGap(tally, length)) return false;

  const replaced = tally.digits + tally.signs;
  if (replaced > 0 && !isFairReplacement(skeleton, from, to, term.letters, tally, length)) return false;
  if (tally.lookalikes > 0 && tally.genuine === 0 && !isForeignHere(skeleton, tally)) return false;
  if (tally.capitalI > 0 && length < BRIEF) return false;
  const isStretched = tally.longest >= REPEATED || tally.doubled >= REPEATED;
  if ((tally.longest > 0 || tally.doubled > 0) && (!isStretched || length < SHORT)) return false;

  const isReplaced = replaced + tally.lookalikes + tally.capitalI + tally.invisible > 0;
  if (!term.ignoreMarks && tally.own + tally.lost > 0 && !isReplaced) {
    // å for a makes another word; two such letters, or one and an accent, hardly ever do.
    if (tally.lost > 0 || tally.own + tally.accents < 2) return false;
  }
  return (
    isReplaced ||
    isStretched ||
    term.isOther ||
    tally.expanded ||
    tally.accents + tally.own + tally.lost > 0 ||
    tally.breaking + tally.joining + tally.joined > 0 ||
    reading.isSpaced ||
    ((skeleton.joins[from] ?? 0) & IN_HASHTAG) !== 0
  );
}

/** Whether the candidate is whole words: of the text, or of what a hashtag or letters set apart are made of. */
function isApartFromWords(skeleton: Skeleton, from: number, to: number): boolean {
  const { joins, length } = skeleton;
  if (((joins[from] ?? 0) & SAME_CHARACTER) !== 0) return false;
  if (to < length && ((joins[to] ?? 0) & SAME_CHARACTER) !== 0) return false;
  if (skeleton.isApart(from) && skeleton.isApart(to)) return true;
  if (((joins[from] ?? 0) & (joins[to - 1] ?? 0) & IN_HASHTAG) === 0) return false;
  const isPiece = (at: number): boolean => skeleton.isApart(at) || ((joins[at] ?? 0) & NEW_PIECE) !== 0;
  let start = from;
  while (!isPiece(start) && from - start <= LONGEST_REST) start--;
  let end = to;
  while (!isPiece(end) && end - to <= LONGEST_REST) end++;
  const before = restOf(lettersOf(skeleton, start, from));
  const after = restOf(lettersOf(skeleton, to, end));
  if (before === 'other' || after === 'other') return false;
  return before === 'words' || after === 'words' || (before === 'nothing' && after === 'nothing');
}

/** Letters and digits of a skeleton as they are, or as they are read where that is a plain letter. */
export function lettersOf({ plain, keys }: Skeleton, from: number, to: number): string {
  let letters = '';
  for (let i = from; i < to; i++) {
    const one = plain[i] ?? 0;
    const isPlain = (one >= 0x30 && one <= 0x39) || one === SMALL_L;
    letters += String.fromCharCode(isPlain ? one : (keys[i] ?? 0));
  }
  return letters;
}

/** Lays the candidate's letters beside the term's; null when they do not fit. */
function compare(
  skeleton: Skeleton,
  from: number,
  to: number,
  { isSqueezed, isSpaced }: Reading,
  { letters }: Spelling,
): Tally | null {
  const { joins, plain, traits } = skeleton;
  const tally: Tally = {
    letters: 0,
    genuine: 0,
    digits: 0,
    signs: 0,
    leading: 0,
    trailing: 0,
    lookalikes: 0,
    accents: 0,
    own: 0,
    lost: 0,
    capitals: 0,
    lower: 0,
    invisible: 0,
    capitalI: 0,
    longest: 0,
    doubled: 0,
    breaking: 0,
    joining: 0,
    joined: 0,
    foreign: false,
    expanded: false,
  };
  let place = 0;
  let onlyDigits = true;
  let before = 0;
  for (let at = from; at < to; ) {
    const isGap = letters.charCodeAt(place) === SPACE;
    if (isGap) place++;
    if (at > from && !isSpaced && !takeGap(skeleton, at, isGap, tally)) return null;
    const letter = letters.charCodeAt(place);
    let wanted = 1;
    let end = at + 1;
    if (isSqueezed) {
      while (letters.charCodeAt(place + wanted) === letter) wanted++;
      while (end < to && skeleton.isRepeated(end)) end++;
      const extra = end - at - wanted;
      if (extra < 0) return null;
      if (extra > 0) {
        if (end - at >= REPEATED) tally.longest = Math.max(tally.longest, end - at);
        else tally.doubled++;
      }
    }
    for (; at < end; at++) {
      const unit = plain[at] ?? 0;
      const trait = traits[at] ?? 0;
      if (((joins[at] ?? 0) & AFTER_INVISIBLE) !== 0 && at > from) tally.invisible++;
      if ((trait & EXPANDED) !== 0) tally.expanded = true;
      if (unit === letter && (trait & SIGN) === 0) {
        tally.genuine++;
        tally.letters++;
        if ((trait & NUMERIC) === 0) {
          if ((trait & CAPITAL) !== 0) tally.capitals++;
          else tally.lower++;
        }
        onlyDigits = false;
        tally.trailing = 0;
        before = 0;
        continue;
      }
      if ((trait & DIGIT) !== 0) {
        if (unit !== before) tally.digits++;
        if (onlyDigits) tally.leading++;
        tally.trailing++;
      } else {
        onlyDigits = false;
        tally.trailing = 0;
        if ((trait & SIGN) !== 0) {
          if (unit !== before) tally.signs++;
        } else {
          tally.letters++;
          if ((trait & CAPITAL) !== 0) tally.capitals++;
          else tally.lower++;
          if ((trait & LIKE_L) !== 0 && letter === SMALL_L) tally.capitalI++;
          else if (!isSameBase(letter, unit, trait)) return null;
          else if ((trait & FOREIGN) !== 0 || letter >= FIRST_NON_LATIN) {
            tally.lookalikes++;
            tally.foreign ||= (trait & FOREIGN) !== 0;
          } else if ((trait & ACCENTED) !== 0) tally.accents++;
          else if ((trait & OWN) !== 0) tally.own++;
          else tally.lost++;
        }
      }
      before = unit;
    }
    place += wanted;
  }
  return place === letters.length ? tally : null;
}

/** Whether an i is an i and an l an l: skeletons take them for one another. */
function isSameBase(letter: number, unit: number, trait: number): boolean {
  if ((letter !== SMALL_I && letter !== SMALL_L) || unit === 0 || (trait & FOREIGN) !== 0) return true;
  return baseOf(String.fromCharCode(unit)) === String.fromCharCode(letter);
}

/** Takes in what stands before the letter at `at`; false when no term has it there. */
function takeGap({ text, joins, starts, ends }: Skeleton, at: number, isGap: boolean, tally: Tally): boolean {
  const join = joins[at] ?? 0;
  if ((join & AFTER_SIGN) === 0) {
    if ((join & AFTER_BLANK) !== 0) return isGap;
    if (isGap) {
      if ((join & IN_HASHTAG) === 0) return false;
      tally.joined++;
    }
    return true;
  }
  if ((join & AFTER_BLANK) !== 0) return false;
  const gap = gapAt(text, ends[at - 1] ?? 0, starts[at] ?? 0);
  if (isGap) {
    if (!FOR_BLANK.test(gap)) return false;
    tally.joined++;
    return true;
  }
  if (BREAKING.test(gap)) tally.breaking++;
  else if (JOINING.test(gap)) tally.joining++;
  else return false;
  return true;
}

/** What is seen between two letters; much is as good as nothing. */
function gapAt(text: string, from: number, to: number): string {
  return to - from > LONGEST_GAP ? '\n' : text.slice(from, to).replace(/[\p{Cf}\p{M}]/gu, '');
}

/** Whether signs within the word break it up, rather than being the way it is written. */
function isFairGap({ breaking, joining }: Tally, length: number): boolean {
  if (breaking + joining === 0) return true;
  const isAll = breaking + joining === length - 1;
  if (length < SHORT || (length < BRIEF && !(isAll && joining === 0))) return false;
  if (breaking === 0 && joining < 2) return false;
  return true;
}

/** Whether letters go on before or behind a word of letters with signs between them: a.s.s.e.s.s. */
function goesOn({ text, joins, starts, ends, length }: Skeleton, from: number, to: number): boolean {
  const isBySigns = (at: number): boolean => ((joins[at] ?? 0) & (AFTER_SIGN | AFTER_BLANK)) === AFTER_SIGN;
  const isMore = (at: number): boolean => {
    if (at <= 0 || at >= length || !isBySigns(at)) return false;
    const gap = gapAt(text, ends[at - 1] ?? 0, starts[at] ?? 0);
    return BREAKING.test(gap) || JOINING.test(gap);
  };
  if (!isMore(from) && !isMore(to)) return false;
  for (let at = from + 1; at < to; at++) if (isBySigns(at)) return true;
  return false;
}

/**
 * Whether digits and signs stand for letters here. They do not where they outnumber the letters, nor where all of
 * them are a number before or behind a word: 5pots, level3, 4s.
 */
function isFairReplacement(
  { plain, traits }: Skeleton,
  from: number,
  to: number,
  letters: string,
  tally: Tally,
  length: number,
): boolean {
  const replaced = tally.digits + tally.signs;
  if (length < SHORT || tally.letters < replaced) return false;
  const isCapitals = tally.lower === 0 && tally.capitals > 0;
  const edge = tally.leading + tally.trailing;
  const inner = tally.digits + tally.signs - (tally.leading > 0 ? 1 : 0) - (tally.trailing > 0 ? 1 : 0);
  // Numbers do not stand on both sides, nor are they 0; 1 at the end of a word is mostly written for l.
  const isLikeLetter =
    (tally.leading === 1 && tally.trailing === 1) ||
    (edge === 1 && plain[tally.leading > 0 ? from : to - 1] === ZERO) ||
    (tally.leading === 0 && plain[to - 1] === ONE && letters.endsWith('l'));
  const isMore = inner > 0 || tally.lookalikes + tally.invisible + tally.capitalI > 0;
  if (edge > 0 && !isMore && !(isLikeLetter && length >= BRIEF)) return false;
  // $HIP and US$ are money.
  const isSignAtEdge = (((traits[from] ?? 0) | (traits[to - 1] ?? 0)) & SIGN) !== 0;
  if (isSignAtEdge && isCapitals && tally.digits === 0 && tally.signs === 1 && plain[from] !== AT_SIGN)
    return false;
  return length >= BRIEF || (replaced === 1 && !(isCapitals && tally.digits > 0));
}

/** Whether a word all in letters of another script stands in a text that is otherwise Latin. */
function isForeignHere({ isAlien, latin }: Skeleton, { foreign }: Tally): boolean {
  return !isAlien && foreign && latin >= SHORT;
}
