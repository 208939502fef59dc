/** Abbreviations after which a full stop does not end a sentence. */
const ABBREVIATIONS = new Set(
  'mr mrs ms dr prof st vs etc inc ltd co corp no nr pct approx est dept jr sr bl ca dvs evt f.eks osv kl'.split(
    ' ',
  ),
);
const STOPS = '.!?…';
const CLOSING = '"\'”’»)]';

/** Offsets at which the text's sentences end, rising; the last is the text's length. A line break ends a sentence too. */
export function sentenceEnds(text: string): number[] {
  const ends: number[] = [];
  for (let i = 0; i < text.length; ) {
    const sign = text.charAt(i);
    let end = i + 1;
    if (sign === '\n' || sign === '\r') {
      while (text.charAt(end) === '\n' || text.charAt(end) === '\r') end++;
      ends.push(end);
    } else if (STOPS.includes(sign)) {
      while (end < text.length && STOPS.includes(text.charAt(end))) end++;
      const isLone = sign === '.' && end === i + 1;
      while (end < text.length && CLOSING.includes(text.charAt(end))) end++;
      const isFollowed = end === text.length || /\s/.test(text.charAt(end));
      if (isFollowed && !(isLone && end === i + 1 && !endsSentence(text, i))) ends.push(end);
    }
    i = end;
  }
  if (ends.at(-1) !== text.length) ends.push(text.length);
  return ends;
}

/** Whether the lone full stop at `offset` ends a sentence: not after an initial or abbreviation, not before a small letter. */
function endsSentence(text: string, offset: number): boolean {
  let start = offset;
  while (start > 0 && offset - start < 8 && /[\p{L}.]/u.test(text.charAt(start - 1))) start--;
  const word = text.slice(start, offset).toLowerCase();
  if (/^\p{L}(?:\.\p{L})*$/u.test(word) || ABBREVIATIONS.has(word)) return false;
  return !/^\s\p{Ll}/u.test(text.slice(offset + 1, offset + 3));
}

/** The sentence (or sentences) that `[start, end)` lies in, as offsets into the text whose `ends` are given. */
export function sentenceAround(
  ends: readonly number[],
  start: number,
  end: number,
): [from: number, to: number] {
  const first = firstAbove(ends, start);
  const last = firstAbove(ends, Math.max(start, end - 1));
  return [first === 0 ? 0 : (ends[first - 1] ?? 0), ends[last] ?? end];
}

/** Index of the first end that lies after `offset`. */
function firstAbove(ends: readonly number[], offset: number): number {
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
