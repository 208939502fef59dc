import { type DetectorMaker, inOrder, mask } from './detector.ts';

/** Latitude and longitude with four decimals or more: about ten metres, the size of a house. */
const PAIR =
  /(?<![\p{L}\p{N}_.,/=@-])(?:(\()(?=[^()]{9,40}\)))?[+-]?(?:90\.0{4,15}|[1-8]?\d\.\d{4,15}),\s?[+-]?(?:180\.0{4,15}|(?:1[0-7]\d|[1-9]?\d)\.\d{4,15})(?![\p{L}\p{N}_°]|[.,]\d)(\))?/gu;
/** The same in degrees, minutes and seconds: about thirty metres. */
const DEGREES =
  /(?<![\p{L}\p{N}_.,-])(?:90° ?0?0[′'] ?0?0|[1-8]?\d° ?[0-5]?\d[′'] ?[0-5]?\d(?:\.\d{1,6})?)[″"] ?[NS],? ?(?:180° ?0?0[′'] ?0?0|(?:1[0-7]\d|[1-9]?\d)° ?[0-5]?\d[′'] ?[0-5]?\d(?:\.\d{1,6})?)[″"] ?[EWØV](?![\p{L}\p{N}_])/giu;

/** Places of WGS 84 that are exact enough to be somebody's. Not: those in links. */
export const coordinates: DetectorMaker = () => ({
  find: (text) =>
    inOrder(
      [...text.matchAll(PAIR), ...text.matchAll(DEGREES)].map(
        ({ 0: pair, 1: open, 2: close, index: start }) => {
          const written = close !== undefined && open === undefined ? pair.slice(0, -1) : pair;
          const end = start + written.length;
          return { start, end, value: compact(written), masked: mask(written, (index) => index < 2) };
        },
      ),
    ),
  normalize: compact,
});

function compact(value: string): string {
  return value.replace(/[^\d.,NSEW-]/gi, '');
}
