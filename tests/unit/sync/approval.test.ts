import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ApprovalRequest, Change, Member, TeamPause } from '../../../utils/api/entities.ts';
import type { PullResponse } from '../../../utils/api/routes.ts';
import type { VerifiedClearance } from '../../../utils/messages.ts';
import type { Plan } from '../../../utils/policy/plan.ts';
import type { Database, OutboxEntry } from '../../../utils/sync/db.ts';
import { StoreError } from '../../../utils/sync/errors.ts';
import { loadContext } from '../../../utils/sync/local.ts';
import { project } from '../../../utils/sync/project.ts';
import { pullAll } from '../../../utils/sync/pull.ts';
import { awaitsDecisionOf, buildComposerState } from '../../../utils/sync/view.ts';
import { connectionOf, joinedDatabase, memberOf, NOW, pageOf, requestOf, teamKey } from './support.ts';

const key = (await teamKey()).publicKey;
const ola = memberOf('Ola');
const kari = memberOf('Kari', ['reviewer']);
const per = memberOf('Per', ['reviewer']);
const MINUTE = 60_000;

const pauseOf = (id: string): TeamPause => ({
  id,
  scope: { kind: 'team' },
  reason: 'An accident.',
  until: null,
  placedBy: { id: kari.id, name: kari.name },
  placedAt: NOW,
});
const paused = (id: string, version: number, data: TeamPause | null): Change => ({
  entity: 'pause',
  id,
  version,
  data,
});

async function pull(db: Database, ...pages: (PullResponse | Error)[]): Promise<void> {
  const rest = [...pages];
  await pullAll({
    db,
    now: () => NOW,
    pull: async () => {
      const next = rest.shift();
      if (next === undefined || next instanceof Error) throw next ?? new Error('asked for too much');
      return next;
    },
  });
}

const PLAN: Plan = {
  steps: [
    { id: 'group:legal', who: { group: 'legal' }, need: 1, stage: 0, because: ['a'] },
    { id: 'role:reviewer', who: { role: 'reviewer' }, need: 1, stage: 1, because: ['a'] },
  ],
  clearanceHours: 24,
  requestHours: 72,
  oneUse: false,
  keepsSame: false,
  override: null,
};

function planned(plan: Plan, decisions: { member: Member; step: string }[] = []): ApprovalRequest {
  const request = requestOf(ola, 'Guaranteed');
  return {
    ...request,
    versions: request.versions.map((version) => ({
      ...version,
      plan,
      decisions: decisions.map(({ member: { id, name }, step }) => ({
        id: randomUUID(),
        member: { id, name },
        kind: 'approve' as const,
        reason: null,
        at: NOW,
        step,
      })),
    })),
  };
}

const entryOf = (command: OutboxEntry['command'], seq = 1): OutboxEntry => ({
  seq,
  id: randomUUID(),
  command,
  createdAt: NOW,
  attempts: 0,
  nextAt: 0,
  state: 'pending',
});
const by = (member: Member) => ({
  member: { id: member.id, name: member.name },
  policy: { need: 1, requestHours: 72 },
  clockOffset: 0,
});

describe('a pause', () => {
  it('comes with a pull, goes with its tombstone, and does not outlive a full resync', async () => {
    const db = await joinedDatabase(connectionOf(ola, key));
    const pauses = async () => (await db.read(loadContext)).pauses?.map(({ id }) => id);
    const [a, b] = [randomUUID(), randomUUID()];
    await pull(db, pageOf(ola, [paused(a, 3, pauseOf(a)), paused(b, 3, pauseOf(b))]));
    expect(await pauses()).toEqual([a, b]);
    await pull(db, pageOf(ola, [paused(a, 4, null)]));
    expect(await pauses()).toEqual([b]);
    const context = await db.read(loadContext);
    const state = buildComposerState({ context, requests: [], clearances: [], ruleset: null }, 'x', NOW);
    expect(state).toMatchObject({ pauses: [{ id: b }], heardAt: NOW });
    await pull(
      db,
      new StoreError('cursor_too_old', 'Begin again.', { status: 410 }),
      pageOf(ola, [paused(a, 5, pauseOf(a))]),
    );
    expect(await pauses()).toEqual([a]);
  });

  it('is heard of only when the copy is whole', async () => {
    const db = await joinedDatabase(connectionOf(ola, key));
    const a = randomUUID();
    await pull(db, pageOf(ola, [paused(a, 3, pauseOf(a))], true), new Error('cut')).catch(() => undefined);
    expect((await db.read(loadContext)).heardAt).toBeNull();
  });
});

describe('who is asked', () => {
  const now = NOW + MINUTE;
  const lawyer: Member = { ...kari, groups: ['legal'] };

  it('is whose step is open', () => {
    expect(awaitsDecisionOf(planned(PLAN), lawyer, now)).toBe(true);
    expect(awaitsDecisionOf(planned(PLAN), per, now)).toBe(false);
    const second = planned(PLAN, [{ member: lawyer, step: 'group:legal' }]);
    expect(awaitsDecisionOf(second, lawyer, now)).toBe(false);
    expect(awaitsDecisionOf(second, per, now)).toBe(true);
  });

  it('is who stands in, for as long as they do', () => {
    const away = { member: kari.id, roles: kari.roles, groups: ['legal'], from: now, until: now + MINUTE };
    const delegate: Member = { ...per, standsFor: [away] };
    expect([now - 1, now, now + MINUTE].map((at) => awaitsDecisionOf(planned(PLAN), delegate, at))).toEqual([
      false,
      true,
      false,
    ]);
  });
});

describe('a decision on its way', () => {
  const decide = (request: ApprovalRequest) =>
    entryOf({
      kind: 'request.decide',
      request: request.id,
      decision: randomUUID(),
      version: 1,
      fingerprint: request.versions[0]?.fingerprint ?? '',
      verdict: 'approve',
      reason: null,
    });

  it('does not stand for the steps of others', () => {
    const request = planned(PLAN);
    expect(project([request], [decide(request)], by(kari))[0]?.request.state).toBe('waiting');
    const single = planned({ ...PLAN, steps: PLAN.steps.slice(1) });
    expect(project([single], [decide(single)], by(kari))[0]?.request.state).toBe('approved');
  });
});

describe('commands that are on their way', () => {
  it('show a remark, and end what is superseded or cancelled', () => {
    const [request, other] = [requestOf(ola, 'a'), requestOf(ola, 'b')];
    const comment = {
      comment: randomUUID(),
      version: 1,
      audience: 'team',
      text: 'Why?',
      suggestion: null,
    } as const;
    const fresh = requestOf(ola, 'c').versions[0];
    if (fresh === undefined) throw new Error('a request has a version');
    const { draft, fingerprint, findings, verdict, rulesetVersion, note } = fresh;
    const submission = { draft, fingerprint, findings, verdict, rulesetVersion, note };
    const shown = project(
      [request, other],
      [
        entryOf({ kind: 'request.comment', request: request.id, ...comment }, 1),
        entryOf({ kind: 'request.cancel', request: other.id, reason: 'Off.' }, 2),
        entryOf({ kind: 'request.create', request: randomUUID(), supersedes: request.id, ...submission }, 3),
      ],
      by(ola),
    );
    const of = (id: string) => shown.find((one) => one.request.id === id)?.request;
    expect(of(request.id)?.comments?.map(({ text }) => text)).toEqual(['Why?']);
    expect([of(request.id)?.state, of(other.id)?.state]).toEqual(['withdrawn', 'withdrawn']);
    expect(shown).toHaveLength(3);
  });
});

describe('a clearance for one use', () => {
  const request: ApprovalRequest = { ...requestOf(ola, 'Guaranteed'), state: 'approved' };
  const { id, platform, account } = request;
  const clearance: VerifiedClearance = {
    id: randomUUID(),
    request: id,
    fingerprint: request.versions[0]?.fingerprint ?? '',
    platform,
    account,
    expiresAt: NOW + 9 * MINUTE,
    once: true,
  };
  const released = entryOf({
    kind: 'post.released',
    clearance: clearance.id,
    request: id,
    fingerprint: clearance.fingerprint,
    platform,
    account,
    at: NOW,
  });

  it.each([
    ['is there before', [], clearance, 1],
    ['is gone at once, though the store does not know yet', [released], clearance, 0],
    ['stays when it is for many', [released], { ...clearance, once: undefined }, 1],
  ])('%s', async (_, outbox, one, expected) => {
    const db = await joinedDatabase(connectionOf(ola, key));
    const context = await db.read(loadContext);
    const requests = project([request], outbox, by(ola));
    const clearances = [one as VerifiedClearance];
    const state = buildComposerState({ context, requests, clearances, ruleset: null }, platform, NOW);
    if (state.kind !== 'joined') throw new Error(state.kind);
    expect(state.clearances).toHaveLength(expected);
  });
});
