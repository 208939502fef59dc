const WORD = /^[\p{L}\p{M}\p{N}_]$/u;

function isWordCodePoint(codePoint: number): boolean {
  if (codePoint < 0x80) {
    return (
      (codePoint >= 0x61 && codePoint <= 0x7a) ||
      (codePoint >= 0x41 && codePoint <= 0x5a) ||
      (codePoint >= 0x30 && codePoint <= 0x39) ||
      codePoint === 0x5f
    );
  }
  return WORD.test(String.fromCodePoint(codePoint));
}

/** Whether the character that starts at `offset` is part of a word: a letter, mark or digit of any script, or `_`. */
export function isWordAt(text: string, offset: number): boolean {
  const codePoint = text.codePointAt(offset);
  return codePoint !== undefined && isWordCodePoint(codePoint);
}

/** Whether the character that ends at `offset` is part of a word. */
export function isWordBefore(text: string, offset: number): boolean {
  if (offset <= 0) return false;
  const unit = text.charCodeAt(offset - 1);
  const isLow = unit >= 0xdc00 && unit <= 0xdfff;
  return isWordAt(text, isLow && offset > 1 ? offset - 2 : offset - 1);
}

/** Soft hyphens and joiners: they stand within words, and nothing is seen of them. */
function isJoiner(unit: number): boolean {
  return unit === 0xad || unit === 0x200c || unit === 0x200d || unit === 0x2060 || unit === 0xfeff;
}

/**
 * Whether `[start, end)` is not the inside of a longer word; an edge that is no word character needs no boundary. A
 * word goes on behind soft hyphens and joiners.
 */
export function isWholeWord(text: string, start: number, end: number): boolean {
  let before = start;
  while (before > 0 && isJoiner(text.charCodeAt(before - 1))) before--;
  let after = end;
  while (after < text.length && isJoiner(text.charCodeAt(after))) after++;
  const openLeft = isWordAt(text, start) && isWordBefore(text, before);
  const openRight = isWordBefore(text, end) && isWordAt(text, after);
  return !openLeft && !openRight;
}
