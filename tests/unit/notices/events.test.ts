import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ApprovalRequest } from '../../../utils/api/entities.ts';
import type { VerifiedClearance } from '../../../utils/messages.ts';
import { type NoticeCopy, noticeState } from '../../../utils/notices/events.ts';
import { NOW } from '../sync/support.ts';
import { copyOf, decidedBy, KARI, OLA, plainRequest, withVersion } from './samples.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const idsOf = (copy: NoticeCopy, now = NOW, known: readonly string[] = []): string[] => [
  ...noticeState(copy, new Set(known), now).events.keys(),
];

function clearanceOf(request: ApprovalRequest, expiresAt: number): VerifiedClearance {
  const { id, platform, account, versions } = request;
  const fingerprint = versions.at(-1)?.fingerprint ?? '';
  return { id: randomUUID(), request: id, fingerprint, platform, account, expiresAt };
}

describe('what waits on a member', () => {
  const request = plainRequest('Soon.');

  it('is a version that they may decide on, and no other', () => {
    expect(idsOf(copyOf(KARI, { waiting: [request] }))).toEqual([`waiting:${request.id}:1`]);
    expect(idsOf(copyOf(OLA, { waiting: [request] }))).toEqual([]);
    expect(idsOf(copyOf(KARI, { waiting: [decidedBy(request, 'approve')] }))).toEqual([]);
    expect(idsOf(copyOf(KARI, { waiting: [request] }), request.expiresAt)).toEqual([]);
  });

  it('is another event with each version, with new rules, and with each reminder of the store', () => {
    const next = withVersion(request, 'Later.');
    expect(idsOf(copyOf(KARI, { waiting: [next] }))).toEqual([`waiting:${request.id}:2`]);
    const recheck = { ruleset: 7, found: 'needs-more', at: NOW } as const;
    expect(idsOf(copyOf(KARI, { waiting: [{ ...request, recheck }] }))).toEqual([
      `waiting:${request.id}:1:7`,
    ]);
    const late = { ...request, late: { reminders: 2, escalatedAt: null } };
    expect(idsOf(copyOf(KARI, { waiting: [late] }))).toContain(`late:${request.id}:1:2`);
  });

  it('is also what its author says of it meanwhile', () => {
    const comment = {
      id: randomUUID(),
      version: 1,
      member: { id: OLA.id, name: 'Ola' },
      audience: 'team' as const,
      text: 'Please.',
      suggestion: null,
      at: NOW,
    };
    const other = { ...comment, id: randomUUID(), member: { id: KARI.id, name: 'Kari' } };
    expect(idsOf(copyOf(KARI, { waiting: [{ ...request, comments: [comment, other] }] }))).toEqual([
      `waiting:${request.id}:1`,
      `reminded:${request.id}:${comment.id}`,
    ]);
  });
});

describe('what becomes of an own request', () => {
  const request = plainRequest('Soon.');
  const own = (one: ApprovalRequest, parts: Partial<NoticeCopy> = {}) =>
    copyOf(OLA, { own: [one], ...parts });

  it('is told by whoever decided, with what they said', () => {
    const sent = decidedBy(request, 'request-changes', NOW, 'Softer.');
    const [event] = noticeState(own(sent), new Set(), NOW).events.values();
    expect(event).toMatchObject({
      kind: 'changes-requested',
      topic: 'own',
      by: 'Kari',
      said: 'Softer.',
      id: `changes-requested:${request.id}:1`,
    });
    expect(idsOf(own(decidedBy(request, 'reject')))).toEqual([`rejected:${request.id}:1`]);
    expect(idsOf(own(request))).toEqual([]);
  });

  it('is an approval while it counts and nothing went out under it', () => {
    const approved = decidedBy(request, 'approve');
    const clearances = [clearanceOf(approved, NOW + DAY)];
    expect(idsOf(own(approved, { clearances }))).toEqual([`approved:${request.id}:1`]);
    expect(idsOf(own(approved, { clearances }), NOW + DAY)).toEqual([]);
    const published = { at: NOW, posts: [] };
    expect(idsOf(own({ ...approved, published }, { clearances }))).toEqual([]);
  });

  it('is that an approval runs out, in its last hour, unless it was given just now', () => {
    const approved = decidedBy(request, 'approve', NOW);
    const copy = own(approved, { clearances: [clearanceOf(approved, NOW + DAY)] });
    const from = NOW + DAY - HOUR;
    expect(noticeState(copy, new Set(), NOW).next).toBe(from);
    expect(idsOf(copy, from - 1)).not.toContain(`expiring:${request.id}:1`);
    expect(idsOf(copy, from)).toContain(`expiring:${request.id}:1`);
    expect(idsOf(copy, NOW + DAY)).toEqual([]);
    const short = own(approved, { clearances: [clearanceOf(approved, NOW + HOUR)] });
    expect(idsOf(short, NOW)).toEqual([`approved:${request.id}:1`]);
    expect(noticeState(short, new Set(), NOW).next).toBe(NOW + HOUR / 2);
  });

  it('is that new rules want more of it, and once more when it was approved again', () => {
    const recheck = { ruleset: 7, found: 'needs-more', at: NOW } as const;
    expect(idsOf(own({ ...request, recheck }))).toEqual([`recheck:${request.id}:1:7`]);
    expect(idsOf(own({ ...decidedBy(request, 'approve'), recheck }))).toEqual([`approved:${request.id}:1:7`]);
    const blocked = { ...decidedBy(request, 'approve'), recheck: { ...recheck, found: 'blocked' as const } };
    expect(idsOf(own(blocked))).toEqual([`recheck:${request.id}:1:7`]);
  });

  it('is that somebody else ended it, or nobody decided; what its author ended is none', () => {
    const closed = (how: 'withdrawn' | 'cancelled', by: string) => ({
      ...request,
      state: 'withdrawn' as const,
      closed: { how, by: { id: by, name: 'Lise' }, reason: 'No.', request: null },
    });
    expect(idsOf(own(closed('cancelled', KARI.id)))).toEqual([`cancelled:${request.id}:1`]);
    expect(idsOf(own(closed('cancelled', OLA.id)))).toEqual([]);
    expect(idsOf(own(closed('withdrawn', OLA.id)))).toEqual([]);
    expect(idsOf(own({ ...request, state: 'expired' }))).toEqual([`expired:${request.id}:1`]);
  });

  it('is a comment by somebody else that the author may see', () => {
    const comment = (audience: 'team' | 'reviewers', by: string) => ({
      id: `${audience}-${by}`,
      version: 1,
      member: { id: by, name: 'Kari' },
      audience,
      text: 'Well.',
      suggestion: null,
      at: NOW,
    });
    const comments = [comment('team', KARI.id), comment('reviewers', KARI.id), comment('team', OLA.id)];
    expect(idsOf(own({ ...request, comments }))).toEqual([`comment:${request.id}:team-${KARI.id}`]);
  });

  it('is no news after a week', () => {
    expect(idsOf(own(decidedBy(request, 'reject', NOW)), NOW + 7 * DAY)).toEqual([]);
  });
});

describe('pauses', () => {
  const pause = { id: 'p', scope: { kind: 'team' as const }, reason: 'Flood.', until: NOW + HOUR };

  it('are told when they are set by somebody else, and when they are over', () => {
    const copy = copyOf(OLA, { pauses: [pause] });
    expect(idsOf(copy)).toEqual(['paused:p']);
    expect(noticeState(copy, new Set(), NOW).next).toBe(NOW + HOUR);
    expect(idsOf(copy, NOW + HOUR, ['paused:p'])).toEqual(['lifted:p']);
    expect(idsOf(copyOf(OLA), NOW, ['paused:p'])).toEqual(['lifted:p']);
    expect(idsOf(copyOf(OLA))).toEqual([]);
    const own = copyOf(OLA, { pauses: [{ ...pause, placedBy: { id: OLA.id, name: 'Ola' } }] });
    expect(idsOf(own)).toEqual([]);
  });
});

describe('a decision that the store did not take', () => {
  it('is told with what the store says, by the id of its command', () => {
    const refused = [{ entry: { id: 'c', refusal: { code: 'stale', detail: 'Too late.' } }, request: null }];
    const [event] = noticeState(copyOf(KARI, { refused }), new Set(), NOW).events.values();
    expect(event).toMatchObject({ id: 'refused:c', said: 'Too late.', subject: null });
  });
});
