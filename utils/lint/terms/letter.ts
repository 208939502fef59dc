import { lookalikeOf, strokelessOf, variantOf } from './lookalikes.ts';

/** What a character is to a reader who looks for disguised words. */
export interface Letter {
  /**
   * The letters it can stand for: `a` to `z` for Latin ones and what looks like them, else itself. Mostly one. An l is
   * an i here, for 1, | and I are read as either; which it is, `plain` tells.
   */
  readonly key: string;
  /** What it is, folded: the only unit that is no disguise at this place, or 0 when it is more than one. */
  readonly plain: number;
  readonly traits: number;
}

/** Of another script than the letter that it looks like. */
export const FOREIGN = 1 << 0;
/** With a mark that is an accent, or a variant that no alphabet has: é, ŝ̈, ɡ, 🅱. */
export const ACCENTED = 1 << 1;
/** A letter that some alphabet counts as its own: å, ø, ñ, ł. To take it for the plain one makes another word. */
export const OWN = 1 << 2;
/** More than one letter in one character: ß, æ. */
export const EXPANDED = 1 << 3;
/** A digit that can be read as a letter. */
export const DIGIT = 1 << 4;
/** A sign that can be read as a letter. */
export const SIGN = 1 << 5;
/** A digit, readable as a letter or not. */
export const NUMERIC = 1 << 6;
export const CAPITAL = 1 << 7;
/** A letter of a script that is not Latin and looks like no Latin letter. */
export const ALIEN = 1 << 8;
/** A capital I within a word in lower case, where it is taken for an l. */
export const LIKE_L = 1 << 9;
/** In another style or width: what is compared after NFKC takes it for the plain letter. */
export const STYLED = 1 << 10;

/** What a digit is read as. */
export const DIGITS = new Map(
  '0o 1i 3e 4a 5s 7t'.split(' ').map((pair): [string, string] => [pair.charAt(0), pair.charAt(1)]),
);
/** What a sign within a word is read as. */
export const SIGNS = new Map(
  '@a $s !i |i ¢c €e §s'.split(' ').map((pair): [string, string] => [pair.charAt(0), pair.charAt(1)]),
);

/** Letters with a mark that French, Spanish, Italian and others write as an accent, and some that none writes. */
const ACCENTS = /^[áàâãéèêëíìîïóòôõúùûýỳŷÿç\u1e00-\u1e9d]$/u;
const DIACRITICS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/gu;
const LATIN_GREEK_CYRILLIC = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u;
const LATIN = /^\p{Script=Latin}/u;
const LETTER = /^[\p{L}\p{N}]/u;
/** Letters that are two letters, and what other alphabets write for letters of their own. */
const PAIRS = new Map(
  'ßss æae œoe þth ĳij'.split(' ').map((pair): [string, string] => [pair.charAt(0), pair.slice(1)]),
);
const TRANSLITERATED = new Map(
  'äae öoe üue øoe åaa'.split(' ').map((pair): [string, string] => [pair.charAt(0), pair.slice(1)]),
);

/** What this character, with its combining marks, is to the reader; null when it is no letter and no digit. */
export function letterOf(character: string): Letter | null {
  const letter = readingOf(character);
  if (letter === null) return null;
  const isStyled = character.normalize('NFC').normalize('NFKC') !== character.normalize('NFC');
  const traits = letter.traits | (isStyled ? STYLED : 0);
  return { key: letter.key.replaceAll('l', 'i'), plain: letter.plain, traits };
}

/** The letters that a character stands for, an l told from an i; itself when it is no letter. */
export function lettersFor(character: string): string {
  return readingOf(character)?.key ?? character;
}

function readingOf(character: string): Letter | null {
  const digit = DIGITS.get(character);
  if (digit !== undefined) return { key: digit, plain: character.charCodeAt(0), traits: DIGIT | NUMERIC };
  const capital = character.toLowerCase() === character ? 0 : CAPITAL;
  const looks = lookalikeOf(character);
  const folded = character.normalize('NFKC').toLowerCase().normalize('NFC');
  if (looks !== null) return { key: looks, plain: unitOf(folded), traits: FOREIGN | capital };
  const variant = variantOf(character);
  if (variant !== null) return { key: variant, plain: 0, traits: ACCENTED | capital };
  if (!LETTER.test(folded)) return null;

  const pair = PAIRS.get(folded);
  if (pair !== undefined) return { key: pair, plain: unitOf(folded), traits: EXPANDED | capital };
  if (!LATIN_GREEK_CYRILLIC.test(folded)) {
    const traits = /^\p{N}/u.test(folded) ? NUMERIC : ALIEN;
    return { key: folded, plain: unitOf(folded), traits };
  }
  const bare = folded.normalize('NFKD').replace(DIACRITICS, '');
  const letters = [...bare]
    .map((letter) => strokelessOf(letter) ?? PAIRS.get(letter) ?? lookalikeOf(letter) ?? letter)
    .join('');
  const isMarked = letters !== folded;
  if (!LATIN.test(folded)) {
    const traits = lookalikeOf(bare) === null ? ALIEN : FOREIGN;
    return { key: letters, plain: unitOf(folded), traits: traits | (isMarked ? OWN : 0) | capital };
  }
  if (!isMarked || (folded.length > 1 && !/\p{M}/u.test(folded))) {
    return { key: letters, plain: unitOf(folded), traits: capital };
  }
  const isOwn = unitOf(folded) !== 0 && !ACCENTS.test(folded);
  return { key: letters, plain: unitOf(folded), traits: (isOwn ? OWN : ACCENTED) | capital };
}

/** The folded term as people write it who do not have its letters: scheisse, moeter; null when it has none such. */
export function transliterated(term: string): string | null {
  if (!/[ßæœþĳäöüøå]/u.test(term)) return null;
  return [...term].map((letter) => PAIRS.get(letter) ?? TRANSLITERATED.get(letter) ?? letter).join('');
}

/** The plain letter under the marks of a folded one: l of ł, i of í; itself where it has none. */
export function baseOf(letter: string): string {
  const base = letter.normalize('NFD').charAt(0);
  return strokelessOf(base) ?? base;
}

function unitOf(text: string): number {
  return text.length === 1 ? text.charCodeAt(0) : 0;
}
