import type { EmojiEntity } from './entity.ts';

/**
 * One picture as UTS 51 builds them: flags, keycaps, pictures with a skin tone, a variation selector or tags (flags of
 * England, Scotland and Wales), joined by U+200D. A picture that is text by default counts too, as platforms draw it,
 * unless U+FE0E follows; © ® ™ and the like, digits and `#` only with the sign that makes them pictures.
 * Every repetition is told from what follows by its first character, so that no text makes it go back.
 */
const PICTURE =
  '(?:\\p{RI}{2}|[\\p{Extended_Pictographic}--[©®™‼⁉ℹ↔-↙↩↪〰〽㊗㊙\\u{1F02F}]](?:\\p{EMod}|\\uFE0F\\p{EMod}?|[\\u{E0020}-\\u{E007E}]{1,16}\\u{E007F})?|[©®™‼⁉ℹ↔-↙↩↪〰〽㊗㊙]\\uFE0F|\\p{EMod}|\\p{RI})';
const EMOJI = new RegExp(`[0-9#*]\\uFE0F?\\u20E3|${PICTURE}(?:\\u200D${PICTURE})*(?!\\uFE0E)`, 'gv');

/** Emoji in order, each as a whole sequence. */
export function findEmojis(text: string): EmojiEntity[] {
  return Array.from(text.matchAll(EMOJI), ({ index, 0: emoji }) => ({
    start: index,
    end: index + emoji.length,
    emoji,
  }));
}
