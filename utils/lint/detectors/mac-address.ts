import { type DetectorMaker, mask } from './detector.ts';
import { standsFree, wordsBefore } from './surroundings.ts';

/** EUI-48 and EUI-64: pairs joined by one and the same sign, or fours joined by dots. */
const PAIRS =
  /(?<![\p{L}\p{N}])(?:[\da-f]{2}([:\- ])[\da-f]{2}(?:\1[\da-f]{2}){4}(?:\1[\da-f]{2}\1[\da-f]{2})?|[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4}(?:\.[\da-f]{4})?|[\da-f]{12}(?:[\da-f]{4})?)/giu;

/**
 * Hardware addresses (IEEE EUI-48, EUI-64). Six numbers with blanks between are one only
 * when a letter is in them, and one without any sign between only behind the word “MAC”.
 */
export const macAddress: DetectorMaker = () => ({
  find: (text) =>
    [...text.matchAll(PAIRS)].flatMap(({ 0: written, 1: sign, index: start }) => {
      const end = start + written.length;
      const around = `${text.slice(Math.max(0, start - 1), start)}${text.slice(end, end + 1)}`;
      if (!standsFree(text, start, end) || /[:.]/.test(around.replace(/\.$/, ''))) return [];
      if (/^\w+$/.test(written) && !/(?<!\p{L})mac(?!\p{L})/iu.test(wordsBefore(text, start, 24))) return [];
      if (sign !== ':' && !/[a-f]/i.test(written)) return [];
      return [{ start, end, value: compact(written), masked: mask(written, (index) => index < 4) }];
    }),
  normalize: compact,
});

function compact(value: string): string {
  return value.replace(/[^\da-f]/gi, '').toLowerCase();
}
