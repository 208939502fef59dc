import type { Span } from '../spans.ts';

const BLANK = /\s/u;
const [DOT, SLASH, AT_SIGN, WIDE_AT_SIGN] = [0x2e, 0x2f, 0x40, 0xff20];
const OPENING = /^[("'“”‘’«<[{¡¿]+/u;
const HANDLE = /^[@＠]\w{4,}[\w.]*/u;
const EMAIL = /\w@[\w-]+\.\w/u;
const WITH_PATH = /^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}[/?:#]/iu;
const WELL_KNOWN =
  /^(?:[\w-]+\.)*[\w-]{3,}\.(?:com|org|net|info|biz|io|app|dev|ai|gov|edu|eu|no|se|dk|fi|de|fr|nl|uk|pl)\b/iu;

/**
 * Where web and e-mail addresses and mentions stand, by rising start, not overlapping: names, in which letters and
 * digits are no disguise of a word. Each is looked at once, so the cost is that of one pass.
 */
export function addressesIn(text: string): Span[] {
  const found: Span[] = [];
  let from = 0;
  let isLikely = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x20 && unit < 0x80) {
      // No address is without one of these; a full stop must have something behind it.
      if (unit === AT_SIGN || unit === SLASH) isLikely = true;
      else if (unit === DOT && i + 1 < text.length && text.charCodeAt(i + 1) > DOT) isLikely = true;
    } else if (unit <= 0x20 || BLANK.test(text.charAt(i))) {
      if (isLikely) look(text, from, i, found);
      from = i + 1;
      isLikely = false;
    } else if (unit === WIDE_AT_SIGN) isLikely = true;
  }
  if (isLikely) look(text, from, text.length, found);
  return found;
}

/** Notes the address that is all of `[from, to)`, but for signs before it, or the mention that begins it. */
function look(text: string, from: number, to: number, found: Span[]): void {
  const chunk = text.slice(from, to);
  const opening = OPENING.exec(chunk)?.[0].length ?? 0;
  const inner = chunk.slice(opening);
  const start = from + opening;
  const handle = HANDLE.exec(inner)?.[0].length ?? 0;
  if (handle > 0) found.push({ start, end: start + handle });
  else if (
    inner.includes('://') ||
    /^www\./iu.test(inner) ||
    EMAIL.test(inner) ||
    WITH_PATH.test(inner) ||
    WELL_KNOWN.test(inner)
  ) {
    found.push({ start, end: to });
  }
}
