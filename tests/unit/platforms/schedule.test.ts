import { describe, expect, test } from 'vitest';
import { UNREADABLE_TIME } from '../../../utils/draft/draft.ts';
import { timeOf } from '../../../utils/platforms/schedule.ts';

const at = (hour: number, minute = 0): string => new Date(2026, 10, 24, hour, minute).toISOString();

describe('the time a post is planned for', () => {
  test.each([
    ['Will send on Tue, Nov 24, 2026 at 3:00 PM', at(15)],
    ['Will send on Tue, Nov 24, 2026 at 9:05 AM', at(9, 5)],
    ['2026年11月24日(火)の15:30に送信されます', at(15, 30)],
    ['Sendes 24.11.2026 kl. 15.30', at(15, 30)],
    ['Отправка 24/11/2026, 15:30.', at(15, 30)],
  ])('is read from “%s”', (label, time) => {
    expect(timeOf(label)).toBe(time);
  });

  test('is taken from what the page says to machines, where that can be read', () => {
    expect(timeOf('…', '2026-11-24T14:00:00Z')).toBe('2026-11-24T14:00:00.000Z');
    expect(timeOf('24.11.2026 15:30', 'soon')).toBe(at(15, 30));
  });

  test.each([
    ['a month by name', 'Sendes tir. 24. nov. 2026 kl. 15:00'],
    ['a day that may be a month', 'Envoi le 05/06/2026 à 15:30'],
    ['an hour that may be after noon', '2026年11月24日 午後3:00'],
    ['no time', '24.11.2026'],
    ['a month there is not', '2026-13-24 15:30'],
    ['a day there is not', '2026-02-31 15:30'],
    ['another number', 'UTC+1 24.11.2026 15:30'],
    ['nothing', ''],
  ])('is not guessed: %s', (_what, label) => {
    expect(timeOf(label)).toBe(UNREADABLE_TIME);
  });
});
