/**
 * Full jitter: anything between 0 and the exponential bound, so that browsers cut off together do not come back together.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 *
 * @param attempt failures so far, from 1
 * @param random 0 ≤ random < 1
 * @returns ms to wait
 */
export function fullJitter(attempt: number, random: number, base = 1_000, cap = 60_000): number {
  return Math.round(random * Math.min(cap, base * 2 ** Math.min(attempt - 1, 30)));
}
