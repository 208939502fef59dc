import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildQueue, nextAfter, walk } from '../../../components/review/queue.ts';
import { REQUEST_STATES } from '../../../utils/api/entities.ts';
import { UNREADABLE_TIME } from '../../../utils/draft/draft.ts';
import { firstWords } from '../../../utils/draft/first-words.ts';
import { decision, finding, HOUR, KARI, local, member, NOW, OLA, PER, version } from './samples.ts';

const me = member(KARI);
const ids = (items: readonly { readonly local: { readonly request: { readonly id: string } } }[]): string[] =>
  items.map((item) => item.local.request.id);

describe('buildQueue', () => {
  it('has what waits for this reviewer first, soonest due first', () => {
    const planned = version(1);
    const soon = {
      ...planned,
      draft: { ...planned.draft, scheduledFor: new Date(NOW + HOUR).toISOString() },
    };
    const queue = buildQueue(
      [
        local('late', { expiresAt: NOW + 40 * HOUR }),
        local('planned', { versions: [soon] }),
        local('early', { expiresAt: NOW + 2 * HOUR }),
      ],
      me,
      NOW,
    );
    expect(ids(queue.mine)).toEqual(['planned', 'early', 'late']);
  });

  it('is not led by a time that could not be read', () => {
    const planned = version(1);
    const unread = { ...planned, draft: { ...planned.draft, scheduledFor: UNREADABLE_TIME } };
    const queue = buildQueue(
      [
        local('unread', { versions: [unread], expiresAt: NOW + 4 * HOUR }),
        local('early', { expiresAt: NOW + 2 * HOUR }),
      ],
      me,
      NOW,
    );
    expect(ids(queue.mine)).toEqual(['early', 'unread']);
  });

  it('keeps own, others’ and decided requests apart', () => {
    const queue = buildQueue(
      [
        local('own', { author: KARI, versions: [version(1, { editedBy: KARI })] }),
        local('own-refused', { author: KARI, state: 'withdrawn' }, { delivery: 'refused' }),
        local('edited-by-me', { versions: [version(1, { editedBy: KARI })] }),
        local('i-decided', { versions: [version(1, { decisions: [decision(KARI)] })] }),
        local('run-out', { expiresAt: NOW }),
        local('approved', { state: 'approved' }),
      ],
      me,
      NOW,
    );
    expect(queue.mine).toEqual([]);
    expect(ids(queue.own).sort()).toEqual(['own', 'own-refused']);
    expect(ids(queue.others).sort()).toEqual(['edited-by-me', 'i-decided']);
    expect(ids(queue.decided).sort()).toEqual(['approved', 'run-out']);
  });

  it('asks nothing of who is no reviewer', () => {
    expect(buildQueue([local('one')], member(KARI, ['admin', 'auditor']), NOW).mine).toEqual([]);
    expect(buildQueue([local('one')], { ...me, active: false }, NOW).mine).toEqual([]);
  });

  it('puts every request in exactly one group', () => {
    const request = fc.record({
      author: fc.constantFrom(OLA, KARI, PER),
      editedBy: fc.constantFrom(OLA, KARI, PER),
      state: fc.constantFrom(...REQUEST_STATES),
      expires: fc.integer({ min: -3, max: 3 }),
      decided: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 20 }), (list) => {
        const requests = list.map(({ author, editedBy, state, expires, decided }, i) =>
          local(`${i}`, {
            author,
            state,
            expiresAt: NOW + expires * HOUR,
            versions: [version(1, { editedBy, decisions: decided ? [decision(KARI)] : [] })],
          }),
        );
        const all = ids(walk(buildQueue(requests, me, NOW)));
        expect(all.toSorted()).toEqual(requests.map(({ request: { id } }) => id).toSorted());
      }),
    );
  });

  it('knows the gravest finding of the newest version only', () => {
    const queue = buildQueue(
      [
        local('one', {
          versions: [
            version(1, { findings: [finding('block')] }),
            version(2, { findings: [finding('warn')] }),
          ],
        }),
      ],
      me,
      NOW,
    );
    expect(queue.mine[0]?.severity).toBe('warn');
  });
});

describe('firstWords', () => {
  it('is one line, cut at a word, never in the middle of a character', () => {
    expect(firstWords(version(1, { text: '  One\n\ntwo  ' }))).toBe('One two');
    const cut = firstWords(version(1, { text: `${'word '.repeat(60)}` }));
    expect(cut.length).toBeLessThanOrEqual(141);
    expect(cut).toMatch(/word…$/);
    expect(firstWords(version(1, { text: '🚀'.repeat(200) })).isWellFormed()).toBe(true);
    expect(firstWords(version(1, { text: ' ' }))).toBe('');
  });
});

describe('nextAfter', () => {
  const mine = buildQueue(
    [1, 2, 3].map((n) => local(`${n}`, { expiresAt: NOW + n * HOUR })),
    me,
    NOW,
  ).mine;

  it.each([
    ['1', '2'],
    ['2', '3'],
    ['3', '2'],
    ['unknown', '3'],
  ])('after %s comes %s', (id, next) => {
    expect(nextAfter(mine, id)).toBe(next);
  });

  it('is nowhere when nothing else waits', () => {
    expect(nextAfter(mine.slice(0, 1), '1')).toBeNull();
  });
});
