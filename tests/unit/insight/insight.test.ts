import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../utils/insight/csv.ts';
import {
  type Course,
  countByWeek,
  cycleTimes,
  firstPass,
  quantile,
  WEEK_MS,
  waitingByReviewer,
  weekOf,
  weeksBetween,
} from '../../../utils/insight/insight.ts';

const MONDAY = Date.UTC(2026, 10, 23);
const moment = fc.integer({ min: MONDAY - 8 * WEEK_MS, max: MONDAY + WEEK_MS - 1 });
const WEEKS = weeksBetween(MONDAY - 8 * WEEK_MS, MONDAY);
const course: fc.Arbitrary<Course> = fc.record({
  askedAt: moment,
  clearedAt: fc.option(moment),
  firstPassed: fc.option(fc.boolean()),
});

describe('weeks', () => {
  it('begin on Monday, in UTC', () => {
    expect(weekOf(MONDAY)).toBe(MONDAY);
    expect(weekOf(MONDAY - 1)).toBe(MONDAY - WEEK_MS);
    expect(weekOf(Date.UTC(2026, 10, 29, 23, 59))).toBe(MONDAY);
    fc.assert(
      fc.property(fc.integer({ min: -8e12, max: 8e12 }), (at) => {
        const week = weekOf(at);
        expect(new Date(week).getUTCDay()).toBe(1);
        expect(at - week).toBeGreaterThanOrEqual(0);
        expect(at - week).toBeLessThan(WEEK_MS);
      }),
    );
  });

  it('between two times have no gap', () => {
    expect(WEEKS).toHaveLength(9);
    expect(WEEKS.at(-1)).toBe(MONDAY);
    expect(weeksBetween(MONDAY, MONDAY - WEEK_MS)).toEqual([]);
  });
});

describe('figures', () => {
  it('take the middle that at least half do not exceed', () => {
    expect(quantile([], 0.5)).toBeNull();
    expect(quantile([9, 1, 5], 0.5)).toBe(5);
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2);
    fc.assert(
      fc.property(
        fc.array(fc.nat(), { minLength: 1 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (values, q) => {
          const value = quantile(values, q);
          expect(values).toContain(value);
          const upTo = values.filter((one) => one <= (value ?? 0)).length;
          expect(upTo).toBeGreaterThanOrEqual(q * values.length - 1e-9);
        },
      ),
    );
  });

  it('count every cleared request once, in the week of its asking, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(course), (courses) => {
        const { all, weeks } = cycleTimes(courses, WEEKS);
        expect(all.of).toBe(courses.filter(({ clearedAt }) => clearedAt !== null).length);
        expect(weeks.reduce((sum, one) => sum + one.of, 0)).toBe(all.of);
        expect(cycleTimes([...courses].reverse(), WEEKS)).toEqual({ all, weeks });
        for (const { median, ninth } of weeks) expect((ninth ?? 0) >= (median ?? 0)).toBe(true);
      }),
    );
  });

  it('leave what nothing has become of out of the first-pass rate', () => {
    fc.assert(
      fc.property(fc.array(course), (courses) => {
        const weeks = firstPass(courses, WEEKS);
        const known = courses.filter(({ firstPassed }) => firstPassed !== null);
        expect(weeks.reduce((sum, one) => sum + one.of, 0)).toBe(known.length);
        expect(weeks.reduce((sum, one) => sum + one.passed, 0)).toBe(
          known.filter(({ firstPassed }) => firstPassed).length,
        );
      }),
    );
  });

  it('show each reviewer once, the slowest first', () => {
    expect(
      waitingByReviewer([
        { member: 'a', waited: 10 },
        { member: 'b', waited: 50 },
        { member: 'a', waited: 30 },
        { member: 'a', waited: 20 },
      ]),
    ).toEqual([
      { member: 'b', of: 1, median: 50, ninth: 50 },
      { member: 'a', of: 3, median: 20, ninth: 30 },
    ]);
  });

  it('count moments, none lost and none made up', () => {
    fc.assert(
      fc.property(fc.array(moment), (moments) => {
        const counted = countByWeek(moments, WEEKS);
        expect(counted.map(({ week }) => week)).toEqual(WEEKS);
        expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(moments.length);
      }),
    );
  });
});

describe('CSV', () => {
  it('quotes what must be, and makes no text a formula', () => {
    expect(
      csvOf(
        ['a', 'b'],
        [
          ['x,"y"', -1],
          ['=SUM(A1)', null],
        ],
      ),
    ).toBe('a,b\r\n"x,""y""",-1\r\n\'=SUM(A1),\r\n');
  });
});
