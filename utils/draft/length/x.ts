/** X counts by weight: twitter-text 3, https://docs.x.com/fundamentals/counting-characters, read 2026-11-22. */
import { findEmojis } from '../../lint/entities/emojis.ts';
import type { Entity } from '../../lint/entities/entity.ts';
import { findUrls } from '../../lint/entities/urls.ts';
import type { Counter } from './count.ts';
import { graphemes } from './graphemes.ts';

const LINK = 23;
const NONCHARACTER = /[\uFFFE\uFEFF\uFFFF]/;

/** Latin, Greek, Cyrillic, Arabic and the like, blanks, dashes and quotes weigh one; everything else two. */
function weightOf(unit: number): number {
  if (unit <= 0x10ff) return 1;
  const isLight =
    (unit >= 0x2000 && unit <= 0x200d) ||
    (unit >= 0x2010 && unit <= 0x201f) ||
    (unit >= 0x2032 && unit <= 0x2037);
  return isLight ? 1 : 2;
}

/**
 * Weight of the text's NFC; every link 23, every emoji 2 however it is made (by the rules of before 2018 each of its code
 * points counted: `wholeEmoji` false).
 */
export const weighX =
  ({ wholeEmoji }: { readonly wholeEmoji: boolean }): Counter =>
  (text, take) => {
    const composed = text.normalize('NFC');
    const original = composed === text ? (at: number): number => at : offsetsBefore(text);
    const whole: [entities: readonly Entity[], weight: number][] = [
      [findUrls(composed), LINK],
      [wholeEmoji ? findEmojis(composed) : [], 2],
    ];
    const next = whole.map(() => 0);
    for (let at = 0; at < composed.length; ) {
      const start = at;
      let weight = 0;
      whole.forEach(([entities, own], i) => {
        let k = next[i] ?? 0;
        while (k < entities.length && (entities[k] as Entity).start < start) k++;
        next[i] = k;
        const entity = entities[k];
        if (weight > 0 || entity?.start !== start) return;
        weight = own;
        at = entity.end;
      });
      if (weight === 0) {
        const point = composed.codePointAt(at) ?? 0;
        at += point > 0xffff ? 2 : 1;
        weight = point > 0xffff ? 2 : weightOf(point);
      }
      take(original(start), weight);
    }
  };

/** Offsets in a text of offsets in its NFC, which must be asked for in rising order: no character is composed across graphemes. */
function offsetsBefore(text: string): (at: number) => number {
  const starts: number[] = [];
  graphemes(text, (start) => starts.push(start));
  let composedEnd = 0;
  let i = -1;
  const step = (): void => {
    i++;
    composedEnd += text.slice(starts[i], starts[i + 1]).normalize('NFC').length;
  };
  return (at) => {
    while (composedEnd <= at && i < starts.length - 1) step();
    const start = starts[i] ?? 0;
    const own = text.slice(start, starts[i + 1]);
    // Within a grapheme that normalisation leaves alone offsets run along.
    const composed = own.normalize('NFC');
    return composed === own ? start + at - (composedEnd - composed.length) : start;
  };
}

/** UTF-16 offset of the first character that X takes in no post, or null. */
export function refusedByX(text: string): number | null {
  const at = text.search(NONCHARACTER);
  return at < 0 ? null : at;
}
