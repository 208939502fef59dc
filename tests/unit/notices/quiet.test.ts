import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isQuietAt,
  localWallClock,
  quietAt,
  SNOOZE_MS,
  type WallClock,
} from '../../../utils/notices/quiet.ts';
import { readNoticeSettings } from '../../../utils/notices/read-settings.ts';
import {
  DEFAULT_SETTINGS,
  NO_QUIET,
  type NoticeSettings,
  type QuietSpan,
  type Weekday,
} from '../../../utils/notices/settings.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** The clock on a wall somewhere, told by the browser's own calendar of time zones. */
function wallIn(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return {
      day: DAYS.indexOf(parts.weekday ?? '') as Weekday,
      minutes: Number(parts.hour) * 60 + Number(parts.minute),
    };
  };
}

const OSLO = wallIn('Europe/Oslo');
const nightly = (from: string, to: string): NoticeSettings['quiet'] => NO_QUIET.map(() => ({ from, to }));
const settings = (quiet: NoticeSettings['quiet'], snoozedUntil = 0) => ({ quiet, snoozedUntil });

describe('quiet hours', () => {
  // Monday, 23 November 2026: Oslo is an hour ahead of UTC.
  const MONDAY = Date.UTC(2026, 10, 23);

  it('hold from one time of a day until another, the first included and the last not', () => {
    const quiet = settings(nightly('12:00', '13:00'));
    const at = (time: number) => quietAt(quiet, MONDAY + time, OSLO);
    expect(at(11 * HOUR - 1)).toEqual({ kind: 'no' });
    expect(at(11 * HOUR)).toEqual({ kind: 'until', at: MONDAY + 12 * HOUR });
    expect(at(12 * HOUR - 1)).toEqual({ kind: 'until', at: MONDAY + 12 * HOUR });
    expect(at(12 * HOUR)).toEqual({ kind: 'no' });
  });

  it('go past midnight, and belong to the day that they begin on', () => {
    const friday: NoticeSettings['quiet'] = NO_QUIET.map((_, day) =>
      day === 5 ? { from: '18:00', to: '07:30' } : null,
    );
    const at = (day: number, hour: number) =>
      quietAt(settings(friday), MONDAY + (day * 24 + hour - 1) * HOUR, OSLO);
    expect(at(4, 17)).toEqual({ kind: 'no' });
    expect(at(4, 18)).toEqual({ kind: 'until', at: MONDAY + (5 * 24 + 6.5) * HOUR });
    expect(at(5, 7)).toEqual({ kind: 'until', at: MONDAY + (5 * 24 + 6.5) * HOUR });
    expect(at(5, 8)).toEqual({ kind: 'no' });
    expect(at(5, 18)).toEqual({ kind: 'no' });
  });

  it('are a whole day from a time until the same time, and days that touch are one quiet', () => {
    const weekend: NoticeSettings['quiet'] = NO_QUIET.map((_, day) =>
      day === 6 || day === 0 ? { from: '00:00', to: '00:00' } : null,
    );
    const saturday = MONDAY + 5 * 24 * HOUR;
    expect(quietAt(settings(weekend), saturday, OSLO)).toEqual({
      kind: 'until',
      at: saturday + 47 * HOUR,
    });
    expect(quietAt(settings(nightly('00:00', '00:00')), MONDAY, OSLO)).toEqual({ kind: 'never-ends' });
  });

  it('go by the clock on the wall when it is put forward and back', () => {
    const quiet = settings(nightly('22:00', '07:00'));
    // 29 March 2026, 2:00 becomes 3:00; 25 October 2026, 3:00 becomes 2:00.
    const spring = Date.UTC(2026, 2, 28, 22);
    expect(quietAt(quiet, spring, OSLO)).toEqual({ kind: 'until', at: Date.UTC(2026, 2, 29, 5) });
    const autumn = Date.UTC(2026, 9, 24, 21);
    expect(quietAt(quiet, autumn, OSLO)).toEqual({ kind: 'until', at: Date.UTC(2026, 9, 25, 6) });
    // A beginning that this night does not have: what is left of the hours holds all the same.
    const gap = settings(nightly('02:30', '03:15'));
    expect(quietAt(gap, Date.UTC(2026, 2, 29, 1), OSLO)).toEqual({
      kind: 'until',
      at: Date.UTC(2026, 2, 29, 1, 15),
    });
  });

  it('are followed by a snooze without a gap, and the other way round', () => {
    const noon = MONDAY + 11 * HOUR;
    const quiet = nightly('12:30', '14:00');
    expect(quietAt(settings(quiet, noon + SNOOZE_MS), noon, OSLO)).toEqual({
      kind: 'until',
      at: noon + 2 * HOUR,
    });
    expect(quietAt(settings(NO_QUIET, noon + SNOOZE_MS), noon, OSLO)).toEqual({
      kind: 'until',
      at: noon + HOUR,
    });
    expect(quietAt(settings(NO_QUIET, noon), noon, OSLO)).toEqual({ kind: 'no' });
  });

  it('are not drawn out by a clock that was turned back', () => {
    expect(quietAt(settings(NO_QUIET, MONDAY + 5 * HOUR), MONDAY, OSLO)).toEqual({ kind: 'no' });
  });

  it('are read from this computer’s own clock', () => {
    const date = new Date(2026, 10, 23, 14, 35);
    expect(localWallClock(date.getTime())).toEqual({ day: 1, minutes: 14 * 60 + 35 });
  });
});

const time = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map(([hour, minute]) => `${hour}`.padStart(2, '0').concat(':', `${minute}`.padStart(2, '0')));
const span: fc.Arbitrary<QuietSpan | null> = fc.option(fc.record({ from: time, to: time }));
const week = fc.array(span, { minLength: 7, maxLength: 7 });
const zone = fc.constantFrom(
  'Europe/Oslo',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'UTC',
);
/** Around the days on which clocks are changed, too. */
const moment = fc.oneof(
  fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) }),
  fc.integer({ min: Date.UTC(2026, 2, 28), max: Date.UTC(2026, 2, 30) }),
  fc.integer({ min: Date.UTC(2026, 9, 31), max: Date.UTC(2026, 10, 2) }),
);

describe('any quiet hours', () => {
  it('end at the first minute at which the clock on the wall is outside them, and never earlier', () => {
    fc.assert(
      fc.property(week, zone, moment, (quiet, where, now) => {
        const wall = wallIn(where);
        const found = quietAt(settings(quiet), now, wall);
        expect(found.kind === 'no').toBe(!isQuietAt(quiet, wall(now)));
        if (found.kind !== 'until') return;
        expect(found.at).toBeGreaterThan(now);
        expect(isQuietAt(quiet, wall(found.at))).toBe(false);
        expect(isQuietAt(quiet, wall(found.at - MINUTE))).toBe(true);
        for (const part of [0.25, 0.5, 0.75])
          expect(isQuietAt(quiet, wall(now + (found.at - 1 - now) * part))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('cover each minute of a day that is between their ends, and no other', () => {
    fc.assert(
      fc.property(time, time, fc.nat(24 * 60 - 1), (from, to, minutes) => {
        const minute = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
        const [begin, end] = [minute(from), minute(to)];
        const isWithin = begin < end ? minutes >= begin && minutes < end : minutes >= begin || minutes < end;
        expect(isQuietAt(nightly(from, to), { day: 3, minutes })).toBe(isWithin);
      }),
    );
  });
});

describe('settings', () => {
  it('are what was kept, and the defaults where that is not whole', () => {
    const own: NoticeSettings = { ...DEFAULT_SETTINGS, on: true, quiet: nightly('22:00', '07:00') };
    expect(readNoticeSettings(JSON.parse(JSON.stringify(own)))).toEqual(own);
    for (const raw of [undefined, null, 'on', {}, { ...own, quiet: [] }, { ...own, topics: ['all'] }])
      expect(readNoticeSettings(raw)).toEqual(DEFAULT_SETTINGS);
    expect(DEFAULT_SETTINGS).toMatchObject({ on: false, words: false });
  });

  it('have times that a clock can show', () => {
    for (const from of ['24:00', '7:00', '07:60', 'noon'])
      expect(readNoticeSettings({ ...DEFAULT_SETTINGS, on: true, quiet: nightly(from, '08:00') }).on).toBe(
        false,
      );
  });
});
