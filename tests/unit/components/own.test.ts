import { describe, expect, it } from 'vitest';
import { approvedUntil, lastAsked, ownFigures } from '../../../components/review/own.ts';
import { itemOf } from '../../../components/review/queue.ts';
import { findWords, mayWhisper, withTexts, wordsOf } from '../../../components/review/remarks.ts';
import { decision, finding, HOUR, KARI, local, member, NOW, OLA, version } from './samples.ts';

const approved = { state: 'approved' as const, versions: [version(1, { decisions: [decision(KARI)] })] };

describe('an author’s week', () => {
  it('counts what passed at first among what was decided, and the rules met most, once a request', () => {
    const rule = (name: string) => finding('warn', 0, 3, { rule: name });
    const figures = ownFigures(
      [
        local('a', approved),
        local('b', {
          state: 'approved',
          versions: [
            version(1, {
              findings: [rule('x'), rule('x'), rule('y')],
              decisions: [decision(KARI, 'request-changes', 'Less.')],
            }),
            version(2, { findings: [rule('x')], decisions: [decision(KARI)] }),
          ],
        }),
        local('waits', { versions: [version(1, { findings: [rule('x')] })] }),
        local('old', { ...approved, createdAt: NOW - 8 * 24 * HOUR }),
        local('of another', { ...approved, author: KARI }),
      ],
      OLA.id,
      NOW,
    );
    expect(figures).toEqual({
      decided: 2,
      firstPass: 1,
      rules: [
        { rule: 'finance/x', posts: 2 },
        { rule: 'finance/claim', posts: 1 },
        { rule: 'finance/y', posts: 1 },
      ],
    });
  });
});

describe('approved until', () => {
  const jws = (payload: unknown): string =>
    `e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.sig`;
  it.each([
    [jws({ exp: 1_800_000_000, name: 'Åse ÿ?>' }), 1_800_000_000_000],
    [jws({ exp: 'soon' }), null],
    [jws(null), null],
    ['garbage', null],
    ['a.%%%.c', null],
    [null, null],
  ])('%s: %s', (clearance, at) => {
    expect(approvedUntil({ clearance })).toBe(at);
  });
});

it('an author who reminded has asked since', () => {
  const said = { id: 'c', version: 1, audience: 'team', text: 'Reminder', suggestion: null } as const;
  const item = itemOf(
    local('r', {
      comments: [
        { ...said, member: OLA, at: NOW },
        { ...said, id: 'd', member: KARI, at: NOW + HOUR },
      ],
    }),
  );
  expect(item === null ? null : lastAsked(item)).toBe(NOW);
});

describe('remarks at words', () => {
  const { draft } = version(1, { text: 'Guaranteed return' });
  it('stand where the words first do, and nowhere when they do not', () => {
    expect(findWords(draft, ' return ')).toEqual({ part: 0, start: 11, end: 17 });
    expect(findWords(draft, 'risk')).toBeNull();
    expect(findWords(draft, '  ')).toBeNull();
  });

  it('show the words of their own version', () => {
    const versions = [version(1, { text: 'Guaranteed return' }), version(2, { text: 'No' })];
    const words = { part: 0, start: 11, end: 17 };
    expect(wordsOf({ version: 1, words }, versions)).toBe('return');
    expect(wordsOf({ version: 2, words }, versions)).toBeNull();
    expect(wordsOf({ version: 1 }, versions)).toBeNull();
  });

  it('a suggestion changes the texts and nothing else', () => {
    expect(withTexts(draft, ['Hoped for'])).toEqual({
      ...draft,
      parts: [{ text: 'Hoped for', media: [] }],
    });
  });

  it('are kept from the author by reviewers only', () => {
    expect(mayWhisper(member(KARI), OLA.id)).toBe(true);
    expect(mayWhisper(member(KARI), KARI.id)).toBe(false);
    expect(mayWhisper(member(KARI, ['author']), OLA.id)).toBe(false);
    expect(mayWhisper(member(KARI, ['auditor']), OLA.id)).toBe(false);
  });
});
