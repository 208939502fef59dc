/** Plain text as a pattern. */
import { isWordAt, isWordBefore } from '../../lint/word.ts';

const SPECIAL = /[\\^$.*+?()[\]{}|]/g;

/** A pattern that matches this text and nothing else. */
export function literalPattern(text: string): string {
  const escaped = text.replace(SPECIAL, '\\$&');
  // As a key of a mapping this one name would be taken for the mapping's prototype.
  return escaped === '__proto__' ? '_{2}proto__' : escaped;
}

/** Whether both ends are letters or digits, so that a word boundary can stand there. */
export function hasWordEdges(text: string): boolean {
  return isWordAt(text, 0) && isWordBefore(text, text.length);
}

/** The text as whole words, for a rule with `nonword`: a boundary only where an end is a letter or digit. */
export function boundedPattern(text: string): string {
  return `${isWordAt(text, 0) ? '\\b' : ''}${literalPattern(text)}${isWordBefore(text, text.length) ? '\\b' : ''}`;
}

/** The text that a pattern without any operator stands for, else null. */
export function literalOf(pattern: string): string | null {
  let text = '';
  for (let i = 0; i < pattern.length; i++) {
    const sign = pattern.charAt(i);
    if (sign === '\\') {
      const next = pattern.charAt(++i);
      if (next === '' || /[\p{L}\p{N}]/u.test(next)) return null;
      text += next;
    } else if (/[\^$.*+?()[\]{}|]/.test(sign)) {
      return null;
    } else {
      text += sign;
    }
  }
  return text;
}
