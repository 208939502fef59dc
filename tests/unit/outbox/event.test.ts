import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventOf } from '../../../team-store/outbox/event.ts';
import { ATTEMPTS, pauseAfter } from '../../../team-store/outbox/pauses.ts';

const TEAM = '11111111-1111-4111-8111-111111111111';

describe('what others are told', () => {
  it('holds nothing that a person wrote, whatever an entry has', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), fc.string(), (more, text) => {
        const told = eventOf(
          TEAM,
          0,
          {
            seq: 1,
            entry: {
              ...more,
              request: `${text} a sentence`,
              number: `${text}!`,
              platform: `${text} X`,
              account: '@somebody',
              kind: 'request.create',
              member: null,
              outcome: 'applied',
            },
          },
          null,
        );
        for (const [name, value] of Object.entries(told?.data ?? {}))
          expect(
            name === 'team' || name === 'seq' || typeof value === 'number' || !/[\s!@]/.test(String(value)),
          ).toBe(true);
        expect(told?.data).not.toHaveProperty('account');
        expect(told?.data).not.toHaveProperty('request');
        expect(told?.data).not.toHaveProperty('platform');
      }),
    );
  });

  it('is nothing when it was refused', () => {
    const entry = { kind: 'request.create', member: null, outcome: 'refused' } as const;
    expect(eventOf(TEAM, 0, { seq: 1, entry }, null)).toBeNull();
  });
});

describe('pauses', () => {
  it('grow, spread, grant what the receiver asks up to a day, and end', () => {
    expect(pauseAfter(1, null, 0.5)).toBe(5_000);
    expect(pauseAfter(1, null, 0)).toBe(3_750);
    expect(pauseAfter(1, 60_000, 0.5)).toBe(60_000);
    expect(pauseAfter(1, 10 * 86_400_000, 0.5)).toBe(86_400_000);
    expect(pauseAfter(ATTEMPTS, null, 0.5)).toBeNull();
    for (let attempt = 2; attempt < ATTEMPTS; attempt += 1)
      expect(pauseAfter(attempt, null, 0.5)).toBeGreaterThan(pauseAfter(attempt - 1, null, 0.5) ?? 0);
  });
});
