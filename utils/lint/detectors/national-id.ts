import { type Detection, type DetectorMaker, type DetectorOptions, inOrder, maskAllBut } from './detector.ts';
import { type IdCheck, idCheckOf } from './id-checks.ts';
import { otherNumbers, standsFree, wordPattern, wordsAround, wordsBefore } from './surroundings.ts';

/**
 * How much must be said about a number before it counts. `alone`: its shape and check digits cannot well be an accident.
 * `number`: one in ten such numbers would pass, so a word for an id of this country, or of any, must stand by it, or the
 * rule must name the country. `named`: no check digits; the number's own name must stand by it, or the rule names the
 * country and a word for an id stands by it.
 */
export type Need = 'alone' | 'number' | 'named';

/** Country, need, shape (bounded in length, case ignored), check (see `idCheckOf`), and the number's own names. */
export type IdScheme = readonly [country: string, need: Need, shape: string, check: string, names?: string];

/** Words as patterns. */
export interface NationalIdTable {
  readonly schemes: readonly IdScheme[];
  /** A personal or tax number of any country. */
  readonly ids: string;
  /** Country, and what its personal and tax numbers are called; a number that is called so is none of another country. */
  readonly names: readonly (readonly [country: string, names: string])[];
  /** What a passport is called. */
  readonly passports: string;
  /** Country, and the shape of its passports' numbers; they have no check digit. */
  readonly passportNumbers: readonly (readonly [country: string, shape: string])[];
  readonly otherNumbers: string;
}

interface Form {
  readonly country: string;
  readonly need: Need;
  readonly shape: RegExp;
  readonly check: IdCheck | null;
  readonly names: RegExp | null;
}

/** Where a number may begin: a digit, or letters with one behind them, and no letter or digit before. */
const START = /(?<![\p{L}\p{N}_])(?:\d|(?=[a-z]{1,9}\d|[a-z]{2} \d)[a-z])/giu;

/** A text of fewer digits holds no id. */
const DIGITS = /\d(?:\D{0,4}\d){2}/;

/** What may stand between the word for a passport and its number, which has two digits or more. */
const PASSPORT =
  '(?!\\p{L})[\\s.:#]{0,3}(?:(?:no|nr|num|number|nummer|numero|número|is|er|är|ist)(?!\\p{L})[\\s.:#]{0,3}){0,2}(?=[a-z -]{0,9}\\d[a-z -]{0,9}\\d)';

/**
 * Personal and tax numbers of the countries in the table, and passport numbers behind the word. A number in a web
 * address, a hashtag or a longer code, and one that is introduced as an order, a parcel or a product, is none.
 */
export const nationalId: DetectorMaker<NationalIdTable> = (options) => {
  const ids = idsOf(options);
  const passport = passportPattern(options);
  return {
    find(text) {
      const found = ids(text, false);
      for (const { 0: written, 1: number = '', index } of text.matchAll(passport)) {
        const end = index + written.length;
        found.push(detectionOf(text, end - number.length, end));
      }
      return inOrder(found);
    },
    normalize: compact,
  };
};

/**
 * Numbers with the check digits of some country's personal or tax number and no word beside them that says so: one in
 * ten numbers of that length would pass, so they may be something else. What `national-id` finds is left to it.
 */
export const possibleId: DetectorMaker<NationalIdTable> = (options) => {
  const ids = idsOf(options);
  return { find: (text) => ids(text, true), normalize: compact };
};

/** Behind the word: the form of any country, or of those that are named. */
function passportPattern({ countries, table }: DetectorOptions<NationalIdTable>): RegExp {
  const ours = table.passportNumbers.filter(([country]) => countries?.includes(country));
  const shapes = (ours.length > 0 ? ours : table.passportNumbers).map(([, shape]) => shape);
  return wordPattern(table.passports, `${PASSPORT}(${shapes.join('|')})(?![\\p{L}\\p{N}_-])`, 'g');
}

function idsOf({
  countries,
  table,
}: DetectorOptions<NationalIdTable>): (text: string, unsaid: boolean) => Detection[] {
  const ours = table.schemes.filter(([country]) => countries?.includes(country));
  const isNamed = ours.length > 0;
  const forms = (isNamed ? ours : table.schemes).map(
    ([country, need, shape, check, names]): Form => ({
      country,
      need,
      shape: new RegExp(shape, 'yi'),
      check: idCheckOf(check),
      names: names === undefined ? null : wordPattern(names),
    }),
  );
  /** Most numbers have none of the shapes: one look tells. */
  const anyShape = new RegExp(forms.map(({ shape }) => shape.source).join('|'), 'yi');
  const idWord = wordPattern(table.ids);
  const calledIn = table.names.map(([country, names]) => ({ country, name: wordPattern(names) }));
  const isOtherNumber = otherNumbers(table.otherNumbers);

  const isEnough = (
    { country, need, check, names }: Form,
    text: string,
    start: number,
    end: number,
  ): boolean => {
    if (need === 'alone' || (isNamed && check !== null && need === 'number')) return true;
    if (/\d ?$/.test(wordsBefore(text, start, 2))) return false;
    const around = wordsAround(text, start, end);
    if (need === 'named' && !isNamed) return names?.test(around) === true;
    const called = calledIn.filter(({ name }) => name.test(around));
    return called.length === 0 ? idWord.test(around) : called.some((other) => other.country === country);
  };

  const endOfId = (text: string, start: number, unsaid: boolean): number | null => {
    anyShape.lastIndex = start;
    if (!anyShape.test(text)) return null;
    let possible: number | null = null;
    for (const form of forms) {
      form.shape.lastIndex = start;
      const [written] = form.shape.exec(text) ?? [];
      if (written === undefined) continue;
      const end = start + written.length;
      const id = compact(written);
      if (!standsFree(text, start, end) || isFiller(id) || form.check?.(id, written) === false) continue;
      const isOne = isEnough(form, text, start, end);
      if (isOne) return unsaid || isOtherNumber(text, start) ? null : end;
      if (form.need === 'number' && form.check !== null) possible ??= end;
    }
    if (!unsaid || possible === null || isOtherNumber(text, start)) return null;
    // A group of a longer number.
    return /\d ?$/.test(wordsBefore(text, start, 2)) || /^ ?\d/.test(text.slice(possible, possible + 2))
      ? null
      : possible;
  };

  return (text, unsaid) => {
    if (!DIGITS.test(text)) return [];
    const found: Detection[] = [];
    let free = 0;
    for (const { index } of text.matchAll(START)) {
      if (index < free) continue;
      const end = endOfId(text, index, unsaid);
      if (end === null) continue;
      found.push(detectionOf(text, index, end));
      free = end;
    }
    return found;
  };
}

/** Numbers that people write to show what a number looks like: all the same figure, or counting up. */
function isFiller(id: string): boolean {
  return /^(\d)\1+$/.test(id) || '01234567890'.includes(id);
}

function detectionOf(text: string, start: number, end: number): Detection {
  const written = text.slice(start, end);
  return { start, end, value: compact(written), masked: maskAllBut(written, 2) };
}

function compact(value: string): string {
  return value.replace(/[^0-9a-z]/gi, '').toUpperCase();
}
