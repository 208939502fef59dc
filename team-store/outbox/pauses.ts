/** When what could not be sent is tried again: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** After the first attempt, the second, and so on; about three days in all. */
const PAUSES = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

export const ATTEMPTS = PAUSES.length + 1;

/**
 * @param attempts how many were made, from 1
 * @param asked what the receiver asks to wait, ms; no more than a day of it is granted
 * @param random from 0 to below 1: messages that failed together do not come back together
 * @returns ms, or null when there were enough
 */
export function pauseAfter(attempts: number, asked: number | null, random: number): number | null {
  const pause = PAUSES[attempts - 1];
  if (pause === undefined) return null;
  const spread = pause * (0.75 + random / 2);
  return Math.round(Math.max(spread, Math.min(asked ?? 0, 24 * HOUR)));
}
