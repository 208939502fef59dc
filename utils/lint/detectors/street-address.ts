import { coordinates } from './coordinates.ts';
import { type Detection, type DetectorMaker, inOrder, mask } from './detector.ts';
import { wordPattern, wordsBefore } from './surroundings.ts';

/** Words as patterns. */
export interface StreetAddressTable {
  /** Number and name; groups: what only a street is called, a unit, a postcode. */
  readonly english: string;
  /** Name and number; groups: what only a street is called, twice, and a postcode. */
  readonly nordic: string;
  /** Streets that stand for something else, or that everyone knows. */
  readonly known: string;
  /** A place for everyone: a shop, an office, an event. */
  readonly public: string;
  /** Somebody's home. */
  readonly personal: string;
}

/**
 * Street addresses in the manner of the United States, the United Kingdom, the Nordic countries, Germany and the
 * Netherlands. A street's name that is also a word of its own counts only with a unit, a postcode or a person by it; the
 * address of a shop, an office or an event does not count. Coordinates count with a person by them.
 */
export const streetAddress: DetectorMaker<StreetAddressTable> = ({ table }) => {
  const english = new RegExp(table.english, 'gu');
  const nordic = new RegExp(table.nordic, 'gu');
  const known = new RegExp(`(?:^|\\s)(?:${table.known}) `);
  const isPublic = wordPattern(table.public);
  const personal = wordPattern(table.personal);
  const places = coordinates({ countries: null, table: null });
  return {
    find(text) {
      const found: Detection[] = [];
      const add = (start: number, written: string, isSure: boolean): void => {
        const before = wordsBefore(text, start, 60);
        const isPersonal = personal.test(before);
        if (!isPersonal && (!isSure || isPublic.test(before))) return;
        const end = start + written.length;
        found.push({ start, end, value: normalize(written), masked: mask(written, (index) => index < 3) });
      };
      for (const { 0: written, 1: sure, 2: unit, 3: postcode, index } of text.matchAll(english)) {
        const hasMore = Boolean(unit) || postcode !== undefined;
        add(index, written.replace(/\.$/, ''), hasMore || (sure !== undefined && !known.test(written)));
      }
      for (const { 0: written, 1: joined, 2: parted, 3: postcode, index } of text.matchAll(nordic)) {
        add(index, written, postcode !== undefined || joined !== undefined || parted !== undefined);
      }
      for (const { start, end } of places.find(text)) add(start, text.slice(start, end), false);
      return inOrder(found);
    },
    normalize,
    covers: (allowed, value) => value === allowed || value.startsWith(`${allowed} `),
  };
};

function normalize(value: string): string {
  return value.toLowerCase().replace(/[.,]/g, '').replace(/\s+/g, ' ').trim();
}
