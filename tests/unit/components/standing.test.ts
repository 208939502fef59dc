import { describe, expect, it } from 'vitest';
import { deliveryOf, standingOf } from '../../../components/review/standing.ts';
import type { OutboxEntry } from '../../../utils/sync/db.ts';
import { decision, finding, KARI, local, member, NOW, PER, version } from './samples.ts';

const me = member(KARI);

describe('standingOf', () => {
  it.each([
    ['may-decide', local('1')],
    ['own', local('1', { author: KARI })],
    ['edited', local('1', { versions: [version(1, { editedBy: KARI })] })],
    ['decided', local('1', { versions: [version(1, { decisions: [decision(KARI)] })] })],
    ['expired', local('1', { expiresAt: NOW })],
    ['closed', local('1', { state: 'rejected' })],
    // Another's approval of several that are needed leaves it open for this one.
    ['may-decide', local('1', { versions: [version(1, { decisions: [decision(PER)] })] })],
    // What one decided on an older version says nothing of the new one.
    ['may-decide', local('1', { versions: [version(1, { decisions: [decision(KARI)] }), version(2)] })],
  ] as const)('%s', (kind, request) => {
    expect(standingOf(request, me, NOW).kind).toBe(kind);
  });

  it('is for reviewers only', () => {
    expect(standingOf(local('1'), member(KARI, ['admin']), NOW).kind).toBe('no-reviewer');
  });

  it('offers no approval of what the rules do not allow', () => {
    const blocked = local('1', { versions: [version(1, { findings: [finding('block')] })] });
    expect(standingOf(blocked, me, NOW)).toEqual({ kind: 'may-decide', mayApprove: false });
    expect(standingOf(local('1'), me, NOW)).toEqual({ kind: 'may-decide', mayApprove: true });
  });
});

describe('deliveryOf', () => {
  const command = {
    kind: 'request.decide',
    request: 'r',
    decision: 'd',
    version: 1,
    fingerprint: '',
    verdict: 'approve',
    reason: null,
  } as const;
  const base = { seq: 3, id: 'i', command, createdAt: 0, attempts: 0, nextAt: 0 };

  it('follows the outbox', () => {
    const pending: OutboxEntry = { ...base, state: 'pending' };
    const refused: OutboxEntry = {
      ...base,
      state: 'refused',
      refusal: { code: 'already_decided', detail: 'Too late.' },
    };
    expect(deliveryOf([pending], 'r', 'approve')).toEqual({ kind: 'queued' });
    expect(deliveryOf([], 'r', 'approve')).toEqual({ kind: 'sent' });
    expect(deliveryOf([pending], 'other', 'approve')).toEqual({ kind: 'sent' });
    expect(deliveryOf([refused], 'r', 'approve')).toEqual({
      kind: 'refused',
      seq: 3,
      code: 'already_decided',
      detail: 'Too late.',
    });
  });
});
