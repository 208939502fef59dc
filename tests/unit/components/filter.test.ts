import { describe, expect, it } from 'vitest';
import {
  choicesOf,
  dueOf,
  type Filter,
  groupByDue,
  isPlain,
  NO_FILTER,
  narrow,
} from '../../../components/review/filter.ts';
import { buildQueue, itemOf } from '../../../components/review/queue.ts';
import { finding, HOUR, KARI, local, member, NOW, PER, version } from './samples.ts';

const queue = buildQueue(
  [
    local('one', { versions: [version(1, { text: 'Guaranteed return', findings: [finding('block')] })] }),
    local('two', {
      author: PER,
      platform: 'linkedin',
      account: 'Fund',
      versions: [version(1, { text: 'A quiet week', note: 'For Friday', findings: [finding('note')] })],
    }),
    local('done', { state: 'rejected' }),
  ],
  member(KARI),
  NOW,
);
const shown = (change: Partial<Filter>): string[] => {
  const { mine, own, others, decided } = narrow(queue, { ...NO_FILTER, ...change });
  return [mine, own, others, decided].flat().map(({ local: { request } }) => request.id);
};

describe('the filter', () => {
  it.each<[Partial<Filter>, string[]]>([
    [{}, ['one', 'two', 'done']],
    [{ view: 'decided' }, ['done']],
    [{ view: 'mine', platform: 'x' }, ['one']],
    [{ account: 'Fund' }, ['two']],
    [{ author: PER.id }, ['two']],
    [{ severity: 'block' }, ['one']],
    [{ severity: 'review' }, ['one', 'done']],
    [{ search: 'FRIDAY week' }, ['two']],
    [{ search: 'friday guaranteed' }, []],
    [{ search: 'per lie' }, ['two']],
  ])('%o leaves %o', (change, left) => {
    expect(shown(change)).toEqual(left);
  });

  it('costs nothing while there is none', () => {
    expect(narrow(queue, NO_FILTER)).toBe(queue);
  });

  it('offers what is there, once', () => {
    expect(choicesOf(queue)).toMatchObject({
      platforms: ['linkedin', 'x'],
      accounts: ['@fund', 'Fund'],
      authors: [{ name: 'Ola Hansen' }, { name: 'Per Lie' }],
    });
  });
});

describe('due times', () => {
  const noon = new Date(2026, 10, 23, 12).getTime();
  it.each([
    [noon - HOUR, 'soon'],
    [noon + 2 * HOUR, 'soon'],
    [noon + 2 * HOUR + 1, 'today'],
    [noon + 12 * HOUR - 1, 'today'],
    [noon + 12 * HOUR, 'tomorrow'],
    [noon + 36 * HOUR, 'later'],
  ])('%d: %s', (due, group) => {
    expect(dueOf(due, noon)).toBe(group);
  });

  it('leave no request out and no empty group in', () => {
    const groups = groupByDue(queue.mine, NOW);
    expect(groups.flatMap(({ items }) => items)).toHaveLength(queue.mine.length);
    expect(groups.every(({ items }) => items.length > 0)).toBe(true);
  });
});

it.each([
  ['note', true],
  ['warn', true],
  ['review', false],
  ['block', false],
] as const)('a request with a finding of severity %s may be approved with others: %s', (severity, may) => {
  const item = itemOf(local('r', { versions: [version(1, { findings: [finding(severity)] })] }));
  expect(item === null ? null : isPlain(item)).toBe(may);
});

it('a request that new rules have looked at again wants a look of its own', () => {
  const recheck = { ruleset: 2, found: 'needs-more', at: NOW } as const;
  const item = itemOf(local('r', { recheck, versions: [version(1, { findings: [] })] }));
  expect(item === null ? null : isPlain(item)).toBe(false);
});
