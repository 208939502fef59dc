/** Threads counts characters, and each emoji as its bytes: https://developers.facebook.com/documentation/threads/posts, read 2026-11-23. */
import { findEmojis } from '../../lint/entities/emojis.ts';
import { type Counter, count, countBetween } from './count.ts';
import { codePoints, utf8 } from './units.ts';

export const threads: Counter = (text, take) => {
  let at = 0;
  for (const { start, end, emoji } of findEmojis(text)) {
    countBetween(codePoints, text, at, start, take);
    take(start, count(emoji, utf8, null).used);
    at = end;
  }
  countBetween(codePoints, text, at, text.length, take);
};
