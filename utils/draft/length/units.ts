import type { Counter } from './count.ts';

/** UTF-16 code units: what a browser calls the length of a text. */
export const utf16: Counter = (text, take) => {
  for (let at = 0; at < text.length; at++) take(at, 1);
};

/** Unicode code points: a pair of surrogates is one. */
export const codePoints: Counter = (text, take) => {
  for (let at = 0; at < text.length; at++) {
    const start = at;
    if ((text.codePointAt(at) ?? 0) > 0xffff) at++;
    take(start, 1);
  }
};

/** Bytes in UTF-8. Half a surrogate pair is sent as U+FFFD: three. */
export const utf8: Counter = (text, take) => {
  for (let at = 0; at < text.length; at++) {
    const start = at;
    const point = text.codePointAt(at) ?? 0;
    if (point > 0xffff) at++;
    take(start, utf8Size(point));
  }
};

export function utf8Size(point: number): number {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point > 0xffff ? 4 : 3;
}
