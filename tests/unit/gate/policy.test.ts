import { describe, expect, it } from 'vitest';
import { decide, type Question } from '../../../utils/gate/decide.ts';
import type { Pause } from '../../../utils/policy/pause.ts';
import { policySchema } from '../../../utils/policy/policy.ts';
import { clearanceOf, draftOf, HOUR, type Joined, joined, lintOf, NOW, requestOf } from './samples.ts';

const AUTHOR = { member: 'ola', roles: ['author'], groups: ['seniors'] };
const approvalBy = (policy: object): Pick<Joined, 'approval'> => ({
  approval: { policy: policySchema.parse(policy), author: AUTHOR },
});
const ask = (more: Partial<Joined>, question: Partial<Question> = {}) =>
  decide({
    knowledge: joined(more),
    draft: draftOf('abc'),
    lint: lintOf(),
    linked: null,
    now: NOW,
    ...question,
  });
const ALWAYS = {
  rules: [{ id: 'all', when: { platform: ['x'] }, steps: [{ who: { role: 'reviewer' } }] }],
};
const draft = draftOf('abc');
const CLEARED: Partial<Joined> = {
  requests: [requestOf(draft, { state: 'approved' })],
  clearances: [clearanceOf(draft)],
};

describe('the gate goes by the policy', () => {
  it('holds what no rule finds anything in, where the policy wants it seen', () => {
    expect(ask(approvalBy(ALWAYS))).toMatchObject({ kind: 'held', reason: 'needs-approval' });
    expect(ask({ ...approvalBy(ALWAYS), ...CLEARED })).toMatchObject({
      kind: 'open',
      release: { id: expect.any(String) },
    });
    expect(ask(approvalBy(ALWAYS), { draft: draftOf('abc', { platform: 'linkedin' }) })).toMatchObject({
      kind: 'open',
    });
    expect(ask(approvalBy({}))).toMatchObject({ kind: 'open' });
  });

  it('lets trusted members publish what others have to ask for, but nothing that is blocked', () => {
    const trusted = approvalBy({ trusted: { who: { group: 'seniors' } } });
    expect(ask(trusted, { lint: lintOf('review') })).toMatchObject({ kind: 'open', release: null });
    expect(ask(approvalBy({}), { lint: lintOf('review') })).toMatchObject({ reason: 'needs-approval' });
    expect(ask(trusted, { lint: lintOf('review', 'block') })).toMatchObject({ reason: 'blocked' });
  });
});

describe('a pause', () => {
  const pause: Pause = { id: 'p', scope: { kind: 'team' }, reason: 'An accident.', until: NOW + HOUR };

  it('holds everything, approved or not, until it ends', () => {
    for (const more of [{}, CLEARED])
      expect(ask({ pauses: [pause], ...more }, { lint: lintOf('review') })).toMatchObject({
        kind: 'held',
        halt: { kind: 'paused', reason: 'An accident.', until: NOW + HOUR },
      });
    expect(ask({ pauses: [pause] }, { now: NOW + HOUR })).toMatchObject({ kind: 'open' });
    // By the store's clock.
    expect(ask({ pauses: [pause], clockOffset: HOUR })).toMatchObject({ kind: 'open' });
  });

  it('holds nothing that it is not about', () => {
    const scope = { kind: 'platform', platform: 'linkedin' } as const;
    expect(ask({ pauses: [{ ...pause, scope }] })).toMatchObject({ kind: 'open' });
  });
});

describe('a browser that does not hear from the store', () => {
  const limit = approvalBy({ offlineMinutes: 10 });
  const MINUTE = 60_000;

  it.each([
    ['in time', NOW - 10 * MINUTE, 'open'],
    ['past the age', NOW - 10 * MINUTE - 1, 'held'],
    ['never', null, 'held'],
  ])('is let out of what it knows %s', (_, heardAt, kind) => {
    expect(ask({ ...limit, heardAt })).toMatchObject({ kind });
    if (kind === 'held')
      expect(ask({ ...limit, ...CLEARED, heardAt }, { lint: lintOf('review') })).toMatchObject({
        kind: 'held',
        halt: { kind: 'silent', heardAt },
      });
  });

  it('goes on for ever where the team sets no age', () => {
    expect(ask({ ...approvalBy({}), heardAt: 0 })).toMatchObject({ kind: 'open' });
  });
});
