/** When nothing is shown. Pure: the wall clock comes from the caller. */
import type { NoticeSettings, QuietSpan, Weekday } from './settings.ts';

/** What a clock on the wall says. */
export interface WallTime {
  readonly day: Weekday;
  /** Minutes since midnight. */
  readonly minutes: number;
}

/** What the clock on the wall says at a time, epoch ms. */
export type WallClock = (at: number) => WallTime;

export const SNOOZE_MS = 60 * 60_000;
const MINUTE = 60_000;
/** A week and a day: whatever the hours are, they repeat by then. */
const LONGEST_MINUTES = 8 * 24 * 60;

/** By this computer's time zone. */
export const localWallClock: WallClock = (at) => {
  const date = new Date(at);
  return { day: date.getDay() as Weekday, minutes: date.getHours() * 60 + date.getMinutes() };
};

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

const isOvernight = ({ from, to }: QuietSpan): boolean => minutesOf(to) <= minutesOf(from);

/** Whether the hours of a week cover what the clock on the wall says: those of the day, or of the night before. */
export function isQuietAt(quiet: NoticeSettings['quiet'], { day, minutes }: WallTime): boolean {
  const today = quiet[day] ?? null;
  const yesterday = quiet[(day + 6) % 7] ?? null;
  if (today !== null && minutes >= minutesOf(today.from))
    if (isOvernight(today) || minutes < minutesOf(today.to)) return true;
  return yesterday !== null && isOvernight(yesterday) && minutes < minutesOf(yesterday.to);
}

/** The first whole minute after `now` at which the hours do not hold; null where they always do. */
function endOfHours(quiet: NoticeSettings['quiet'], now: number, wall: WallClock): number | null {
  // Minute by minute: what a clock does on the days on which it is changed is nowhere else to be read.
  const first = Math.floor(now / MINUTE) * MINUTE;
  for (let passed = 1; passed <= LONGEST_MINUTES; passed += 1) {
    const at = first + passed * MINUTE;
    if (!isQuietAt(quiet, wall(at))) return at;
  }
  return null;
}

/** Until when it is quiet, epoch ms; it never ends where every hour of the week is quiet. */
export type Quiet =
  | { readonly kind: 'no' }
  | { readonly kind: 'until'; readonly at: number }
  | { readonly kind: 'never-ends' };

/**
 * Whether nothing may be shown now, and until when: quiet hours and a snooze that follow each other are one quiet.
 * @param now this browser's clock, epoch ms
 */
export function quietAt(
  { quiet, snoozedUntil }: Pick<NoticeSettings, 'quiet' | 'snoozedUntil'>,
  now: number,
  wall: WallClock = localWallClock,
): Quiet {
  // A snooze that is longer than one can be comes from a clock that was turned: it is over.
  const snoozed = snoozedUntil <= now + SNOOZE_MS ? snoozedUntil : 0;
  let at = now;
  for (;;) {
    if (snoozed > at) at = snoozed;
    if (!isQuietAt(quiet, wall(at))) break;
    const end = endOfHours(quiet, at, wall);
    if (end === null) return { kind: 'never-ends' };
    at = end;
  }
  return at === now ? { kind: 'no' } : { kind: 'until', at };
}
