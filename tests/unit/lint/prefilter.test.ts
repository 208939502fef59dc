import { describe, expect, it } from 'vitest';
import { Prefilter } from '../../../utils/lint/prefilter.ts';

const candidates = (prefilter: Prefilter, text: string): number[] => [...prefilter.candidates(text)].sort();

describe('which rules can match at all', () => {
  const prefilter = new Prefilter([
    { rule: 0, literals: ['gain', 'profit'] },
    { rule: 1, literals: null },
    { rule: 2, literals: ['λόγος'] },
    { rule: 3, literals: [] },
    { rule: 4, literals: ['gain'] },
    { rule: 5, literals: ['loss', ''] },
  ]);

  it.each([
    ['Nothing of it', [1, 3, 5]],
    ['GAINS and profit', [0, 1, 3, 4, 5]],
    ['Profit', [0, 1, 3, 5]],
    ['ΛΌΓΟΣ', [1, 2, 3, 5]],
    ['λόγοσ', [1, 2, 3, 5]],
    ['ΛΌΓΟ', [1, 3, 5]],
    ['', [1, 3, 5]],
  ])('%s: %j', (text, expected) => {
    expect(candidates(prefilter, text)).toEqual(expected);
    const sent: unknown = JSON.parse(JSON.stringify(prefilter.toData()));
    expect(candidates(Prefilter.fromData(sent as ReturnType<Prefilter['toData']>), text)).toEqual(expected);
  });

  it('are none where there are no rules', () => {
    expect(candidates(new Prefilter([]), 'a')).toEqual([]);
  });

  it.each([
    ['prefilter', null],
    ['prefilter.always', { ...prefilter.toData(), always: '!' }],
  ])('damaged data is refused by its place: %s', (place, data) => {
    expect(() => Prefilter.fromData(data as never)).toThrow(place);
  });
});
