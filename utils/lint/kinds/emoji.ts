import type { Entity } from '../entities/entity.ts';
import { type Amount, amountHits, entityMatcher, hitOn, rowHits } from '../entity-matcher.ts';
import { judge } from '../names.ts';
import type { Hit, Runner } from './matcher.ts';

export interface EmojiPlan extends Amount {
  /** As `emojiKey` makes them; `*` is every emoji. */
  readonly deny: readonly string[];
  readonly allow: readonly string[];
  readonly run: number | null;
  readonly repeat: number | null;
  readonly bullets: boolean;
  readonly inside: boolean;
}

/** Emoji are the same whatever their skin tone and variation selectors. */
export function emojiKey(emoji: string): string {
  return emoji.replace(/[\uFE0F\p{EMod}]/gu, '') || emoji;
}

/** Emoji by what they are, how many and where. */
export const runEmoji: Runner<EmojiPlan> = (plan) => {
  const { isAllowed, isRefused } = judge(plan);
  const { max, min } = plan;
  const isOneLine = (gap: string): boolean => !gap.includes('\n');
  return entityMatcher({
    literals: null,
    local: (text, { emojis }) => {
      const others = emojis.filter(({ emoji }) => !isAllowed(emojiKey(emoji)));
      return [
        ...rowHits(text, emojis, plan.run, (_a, _b, gap) => isOneLine(gap)),
        ...rowHits(
          text,
          emojis,
          plan.repeat,
          (a, b, gap) => isOneLine(gap) && emojiKey(a.emoji) === emojiKey(b.emoji),
        ),
        ...emojis.filter(({ emoji }) => isRefused(emojiKey(emoji))).map((one) => hitOn(one)),
        ...(plan.bullets ? bullets(text, others) : []),
        ...(plan.inside ? inside(text, others) : []),
      ];
    },
    whole: max === null && min === null ? null : ({ entities }) => amountHits(entities.emojis, { max, min }),
  });
};

/** Emoji that begin a line with a text, where two lines or more begin so. */
function bullets(text: string, emojis: readonly Entity[]): Hit[] {
  const opening = emojis.filter(({ start, end }) => {
    const line = text.lastIndexOf('\n', start - 1) + 1;
    return text.slice(line, start).trim() === '' && /^[^\S\n]*[\p{L}\p{N}]/u.test(text.slice(end, end + 20));
  });
  return opening.length < 2 ? [] : opening.map((one) => hitOn(one));
}

/** Emoji between words of a sentence: one before, and a small letter or digit behind. */
function inside(text: string, emojis: readonly Entity[]): Hit[] {
  let previousEnd = 0;
  let hasWord = false;
  return emojis.flatMap((one) => {
    for (const [sign] of text.slice(previousEnd, one.start).matchAll(/[.!?…:\n]|[\p{L}\p{N}]+/gu)) {
      hasWord = /^[\p{L}\p{N}]/u.test(sign);
    }
    previousEnd = one.end;
    const goesOn = /^[^\S\n]*[\p{Ll}\p{N}]/u.test(text.slice(one.end, one.end + 20));
    return hasWord && goesOn ? [hitOn(one)] : [];
  });
}
