import { describe, expect, it } from 'vitest';
import { type PauseScope, pauseOn } from '../../../utils/policy/pause.ts';

const draft = {
  platform: 'x',
  account: '@Fund',
  parts: [
    {
      text: 'Our new Solar plant in Røros',
      media: [{ kind: 'image' as const, alt: 'A roof', digest: null }],
    },
  ],
  replyTo: null,
  quotes: null,
  scheduledFor: null,
};
const on = (scope: PauseScope, until: number | null = null, text = draft.parts[0]?.text ?? ''): boolean => {
  const parts = [{ text, media: draft.parts[0]?.media ?? [] }];
  return pauseOn([{ id: 'a', scope, reason: 'r', until }], { ...draft, parts }, 100) !== null;
};

describe('a pause', () => {
  it.each<[string, PauseScope, boolean]>([
    ['of the team', { kind: 'team' }, true],
    ['of the platform', { kind: 'platform', platform: 'x' }, true],
    ['of another platform', { kind: 'platform', platform: 'linkedin' }, false],
    ['of the account', { kind: 'account', platform: 'x', account: '@fund' }, true],
    ['of another account', { kind: 'account', platform: 'x', account: '@other' }, false],
    ['of the account elsewhere', { kind: 'account', platform: 'linkedin', account: '@fund' }, false],
    ['of a word in other letters', { kind: 'topic', words: ['SOLAR'] }, true],
    ['of a phrase', { kind: 'topic', words: ['nothing', 'solar  plant'] }, true],
    ['of a part of a word', { kind: 'topic', words: ['sol'] }, false],
    ['of a word that ends in a letter of another alphabet', { kind: 'topic', words: ['rør'] }, false],
    ['of a word in an image’s description', { kind: 'topic', words: ['roof'] }, true],
    ['of nothing', { kind: 'topic', words: [' '] }, false],
  ])('%s', (_, scope, expected) => {
    expect(on(scope)).toBe(expected);
  });

  it('ends at its time', () => {
    expect([on({ kind: 'team' }, 101), on({ kind: 'team' }, 100)]).toEqual([true, false]);
  });

  it('finds a word that stands in the text more than once', () => {
    expect(on({ kind: 'topic', words: ['sol'] }, null, 'solar sol')).toBe(true);
  });

  it('of an account holds what may be that account', () => {
    const scope = { kind: 'account', platform: 'x', account: '@fund' } as const;
    const pauses = [{ id: 'a', scope, reason: 'r', until: null }];
    expect(pauseOn(pauses, { ...draft, account: null }, 0)).not.toBeNull();
  });
});
