/**
 * How approvals go in a team, as aggregates: made of times and outcomes alone, never of what a post says. Weeks begin
 * on Monday, 00:00 UTC, and are named by that moment in epoch ms.
 */

const DAY_MS = 86_400_000;
export const WEEK_MS = 7 * DAY_MS;
/** Below so many, a middle or a share is luck. */
export const FEW = 5;

/** The Monday, 00:00 UTC, on or before a time. @param at epoch ms */
export function weekOf(at: number): number {
  const day = Math.floor(at / DAY_MS);
  // 1 January 1970 was a Thursday.
  return (day - ((((day + 3) % 7) + 7) % 7)) * DAY_MS;
}

/** The weeks from that of `from` to that of `until`, both with, in order. */
export function weeksBetween(from: number, until: number): number[] {
  const first = weekOf(from);
  const count = Math.max(0, Math.round((weekOf(until) - first) / WEEK_MS) + 1);
  return Array.from({ length: count }, (_, at) => first + at * WEEK_MS);
}

/** The value at the share `q` (0 to 1) by the nearest rank; null of none. Half is the lower of two middles. */
export function quantile(values: readonly number[], q: number): number | null {
  const ordered = [...values].sort((a, b) => a - b);
  return ordered[Math.max(0, Math.ceil(q * ordered.length) - 1)] ?? null;
}

/** A request as the figures need it. */
export interface Course {
  /** Epoch ms. */
  readonly askedAt: number;
  /** When the first clearance was signed; null before and without. */
  readonly clearedAt: number | null;
  /** Whether the first version was approved as it was; null while nothing has become of it. */
  readonly firstPassed: boolean | null;
}

export interface Answer {
  readonly member: string;
  /** From the version's coming to the decision, ms. */
  readonly waited: number;
}

export interface Times {
  readonly of: number;
  /** Milliseconds; null of none. */
  readonly median: number | null;
  /** Nine of ten were quicker or as quick. */
  readonly ninth: number | null;
}

export const timesOf = (waits: readonly number[]): Times => ({
  of: waits.length,
  median: quantile(waits, 0.5),
  ninth: quantile(waits, 0.9),
});

export type ByWeek<T> = T & { readonly week: number };

/** From asking to the first clearance, by the week in which it was asked, and of all together. */
export function cycleTimes(
  courses: readonly Course[],
  weeks: readonly number[],
): { readonly all: Times; readonly weeks: readonly ByWeek<Times>[] } {
  const byWeek = new Map<number, number[]>(weeks.map((week) => [week, []]));
  for (const { askedAt, clearedAt } of courses)
    if (clearedAt !== null) byWeek.get(weekOf(askedAt))?.push(Math.max(0, clearedAt - askedAt));
  return {
    all: timesOf([...byWeek.values()].flat()),
    weeks: weeks.map((week) => ({ week, ...timesOf(byWeek.get(week) ?? []) })),
  };
}

export interface Share {
  readonly of: number;
  readonly passed: number;
}

/** How many were approved as they were first asked, of those of which something has become; by the week of asking. */
export function firstPass(courses: readonly Course[], weeks: readonly number[]): readonly ByWeek<Share>[] {
  return weeks.map((week) => {
    const known = courses.filter((one) => one.firstPassed !== null && weekOf(one.askedAt) === week);
    return { week, of: known.length, passed: known.filter((one) => one.firstPassed === true).length };
  });
}

/** How long versions waited for each reviewer's decision; the slowest middle first. */
export function waitingByReviewer(
  answers: readonly Answer[],
): readonly (Times & { readonly member: string })[] {
  const byMember = new Map<string, number[]>();
  for (const { member, waited } of answers)
    byMember.set(member, [...(byMember.get(member) ?? []), Math.max(0, waited)]);
  return [...byMember]
    .map(([member, waits]) => ({ member, ...timesOf(waits) }))
    .sort((a, b) => (b.median ?? 0) - (a.median ?? 0) || (a.member < b.member ? -1 : 1));
}

/** How many of the moments fall into each week. */
export function countByWeek(
  moments: readonly number[],
  weeks: readonly number[],
): readonly ByWeek<{ readonly count: number }>[] {
  const counts = new Map<number, number>();
  for (const at of moments) counts.set(weekOf(at), (counts.get(weekOf(at)) ?? 0) + 1);
  return weeks.map((week) => ({ week, count: counts.get(week) ?? 0 }));
}
