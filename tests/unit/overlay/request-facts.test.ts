import { describe, expect, it } from 'vitest';
import { UNREADABLE_TIME } from '../../../utils/draft/draft.ts';
import { remarksOn, requestFacts, roughly } from '../../../utils/overlay/request-facts.ts';
import { composerTexts } from '../../../utils/overlay/texts.ts';
import { policySchema } from '../../../utils/policy/policy.ts';
import { draftOf, HOUR, joined, lintOf, NOW, requestOf } from '../gate/samples.ts';

const texts = composerTexts('en');
const clock = (at: number): string => new Date(at).toISOString();
const author = { member: 'm', roles: ['author'], groups: [] };
const facts = (state: Parameters<typeof joined>[0], draft = draftOf('Guaranteed!')) =>
  requestFacts(joined(state), draft, lintOf('review'), { clock, texts, now: NOW });

describe('what the author sees before a request is sent', () => {
  it('whom the policy asks, in its own order', () => {
    const policy = policySchema.parse({
      rules: [
        {
          id: 'legal-first',
          when: { severity: ['review'] },
          steps: [{ who: { group: 'legal' } }, { who: { role: 'reviewer' }, need: 2 }],
        },
      ],
    });
    expect(facts({ approval: { policy, author } }).steps).toMatchObject([
      { who: { group: 'legal' }, need: 1 },
      { who: { role: 'reviewer' }, need: 2 },
    ]);
    // Before a policy has come, nobody is promised.
    expect(facts({}).steps).toEqual([]);
  });

  it('everything that leaves the browser: each part to the letter, media, who sees it, and when', () => {
    const media = [{ kind: 'image', alt: null, digest: 'a'.repeat(64) }] as const;
    const draft = draftOf('', {
      parts: [
        { text: 'One', media },
        { text: 'Two ', media: [...media, ...media] },
      ],
      audience: 'Anyone',
      scheduledFor: '2027-01-15T08:00:00.000Z',
    });
    expect(facts({}, draft)).toMatchObject({
      parts: ['One', 'Two '],
      media: 3,
      audience: 'Anyone',
      planned: '2027-01-15T08:00:00.000Z',
    });
    expect(facts({}, draftOf('x', { scheduledFor: UNREADABLE_TIME })).planned).toBe('?');
    expect(facts({})).toMatchObject({ planned: null, audience: null });
  });

  it('how long answers have taken lately, where that is known', () => {
    expect(facts({ answerTime: 3 * HOUR }).answer).toBe('3 hours');
    expect(facts({ answerTime: null }).answer).toBeNull();
    expect(facts({}).answer).toBeNull();
  });
});

it.each([
  [20_000, '1 minute'],
  [7 * 60_000, '7 minutes'],
  [37 * 60_000, '37 minutes'],
  [1.6 * HOUR, '2 hours'],
  [30 * HOUR, '30 hours'],
  [60 * HOUR, '3 days'],
])('%d ms are told as %s', (ms, words) => {
  expect(roughly(ms, 'en')).toBe(words);
});

describe('what reviewers have said', () => {
  const said = (words: { part: number; text: string } | null) =>
    requestOf(draftOf('x'), {
      comments: [{ id: '1', member: { id: 'm', name: 'Ingrid' }, text: '…', words }],
    });

  it('leads to the words, also when the edit has moved them', () => {
    const request = said({ part: 0, text: 'growth' });
    expect(remarksOn(request, draftOf('Guaranteed growth'))).toMatchObject([
      { place: { part: 0, start: 11, end: 17 } },
    ]);
    expect(remarksOn(request, draftOf('Targeted growth'))).toMatchObject([{ place: { start: 9, end: 15 } }]);
    const moved = draftOf('', { parts: ['First', 'Then growth'].map((text) => ({ text, media: [] })) });
    expect(remarksOn(request, moved)).toMatchObject([{ place: { part: 1, start: 5, end: 11 } }]);
  });

  it('is shown without a place where the words are gone, or it names none', () => {
    expect(remarksOn(said({ part: 0, text: 'growth' }), draftOf('Gone'))).toMatchObject([{ place: null }]);
    expect(remarksOn(said(null), draftOf('growth'))).toMatchObject([{ place: null }]);
    expect(remarksOn(null, null)).toEqual([]);
  });
});
