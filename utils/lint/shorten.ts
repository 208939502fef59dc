/**
 * A long text as its beginning and its end with “…” between. Texts that are no longer than that stay whole.
 * @param head UTF-16 units of the beginning at most; no surrogate pair is cut in half
 * @param tail UTF-16 units of the end at most
 */
export function shorten(text: string, head = 60, tail = 20): string {
  if (text.length <= head + tail + 1) return text;
  const to = isInsidePair(text, head) ? head - 1 : head;
  const from = text.length - tail;
  return `${text.slice(0, to)}…${text.slice(isInsidePair(text, from) ? from + 1 : from)}`;
}

function isInsidePair(text: string, at: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1));
}
