/** The store's clock as this browser knows it: a clearance expires by it, not by a clock its holder can turn. */
import type { Clock } from './db.ts';

export const UNSET_CLOCK: Clock = { offset: 0, latest: 0 };

/**
 * @param answered `now` of an answer (store clock, epoch ms)
 * @param received this browser's clock when the answer came
 */
export function learnClock(clock: Clock, answered: number, received: number): Clock {
  return { offset: answered - received, latest: Math.max(clock.latest, answered) };
}

/** Store time at `now` of this browser, epoch ms. Never before the latest the store has told. */
export function storeNow(clock: Clock, now: number): number {
  return Math.max(now + clock.offset, clock.latest);
}
