/** RFC 3492, 5: how long a label of a domain is when it is written in ASCII. */

const BASE = 36;
const LOWEST = 1;
const HIGHEST = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_POINT = 0x80;

/** Number of ASCII characters of a label, with the `xn--` where it needs one; stops counting beyond `limit`. */
export function asciiLength(label: string, limit: number): number {
  const points = [...label].map((character) => character.codePointAt(0) ?? 0);
  const basic = points.filter((point) => point < 0x80).length;
  if (basic === points.length) return basic;
  // Each letter takes one place at least.
  if (points.length + 4 > limit) return points.length + 4;
  let length = 4 + basic + Number(basic > 0);
  let handled = basic;
  let bias = FIRST_BIAS;
  let delta = 0;
  let from = FIRST_POINT;
  while (handled < points.length) {
    const next = Math.min(...points.filter((point) => point >= from));
    delta += (next - from) * (handled + 1);
    for (const point of points) {
      if (point < next) delta++;
      if (point !== next) continue;
      length += digits(delta, bias);
      bias = adapt(delta, handled + 1, handled === basic);
      delta = 0;
      handled++;
    }
    delta++;
    from = next + 1;
  }
  return length;
}

function digits(delta: number, bias: number): number {
  let count = 1;
  for (let k = BASE; ; k += BASE) {
    const threshold = Math.max(LOWEST, Math.min(HIGHEST, k - bias));
    if (delta < threshold) return count;
    delta = Math.floor((delta - threshold) / (BASE - threshold));
    count++;
  }
}

function adapt(delta: number, points: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  rest += Math.floor(rest / points);
  let k = 0;
  while (rest > ((BASE - LOWEST) * HIGHEST) >> 1) {
    rest = Math.floor(rest / (BASE - LOWEST));
    k += BASE;
  }
  return k + Math.floor(((BASE - LOWEST + 1) * rest) / (rest + SKEW));
}
