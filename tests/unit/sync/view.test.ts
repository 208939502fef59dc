import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ApprovalRequest } from '../../../utils/api/entities.ts';
import { decide as gateDecides } from '../../../utils/gate/decide.ts';
import { indexed } from '../../../utils/lint/indexes.ts';
import { rulesetKey, type VerifiedClearance } from '../../../utils/messages.ts';
import { planRuleset } from '../../../utils/rules/compile.ts';
import {
  askApproval,
  decide,
  overrideOwn,
  released,
  sendVersion,
  withdraw,
} from '../../../utils/sync/commands.ts';
import { type Database, type OutboxEntry, readMeta, writeMeta } from '../../../utils/sync/db.ts';
import {
  findRequest,
  type LocalContext,
  listRequests,
  loadComposerRuleset,
  loadContext,
} from '../../../utils/sync/local.ts';
import { createPlanner } from '../../../utils/sync/planner.ts';
import { type LocalRequest, project } from '../../../utils/sync/project.ts';
import { awaitsDecisionOf, badgeCount, buildComposerState } from '../../../utils/sync/view.ts';
import { lintOf } from '../gate/samples.ts';
import {
  connectionOf,
  joinedDatabase,
  memberOf,
  NOW,
  requestOf,
  rulesetOf,
  submissionOf,
  TEAM,
  teamKey,
} from './support.ts';

const key = (await teamKey()).publicKey;
const ola = memberOf('Ola');
const kari = memberOf('Kari', ['reviewer']);

function contextOf(member = ola, clock = { offset: 0, latest: 0 }): LocalContext {
  return {
    connection: connectionOf(member, key),
    link: { state: 'online', since: NOW, code: null },
    clock,
    ruleset: { version: 2, policy: rulesetOf(2).policy },
    problems: [],
  };
}

const sent = (request: ApprovalRequest) =>
  ({ request, delivery: 'sent', refusal: null, refusedSeq: null }) as const;

function clearanceFor(request: ApprovalRequest, changes: Partial<VerifiedClearance> = {}): VerifiedClearance {
  const fingerprint = request.versions.at(-1)?.fingerprint ?? '';
  const { id, platform, account } = request;
  return {
    id: randomUUID(),
    request: id,
    fingerprint,
    platform,
    account,
    expiresAt: NOW + 60_000,
    ...changes,
  };
}

async function withRequest(member = kari, request = requestOf(ola, 'Guaranteed')) {
  const db = await joinedDatabase(connectionOf(member, key));
  await db.write((tx) => tx.objectStore('requests').put({ id: request.id, generation: 1, data: request }));
  return { db, request };
}

const composerState = (
  context: LocalContext,
  requests: readonly LocalRequest[],
  clearances: readonly VerifiedClearance[],
  now: number,
) => buildComposerState({ context, requests, clearances, ruleset: { version: 2, plan: null } }, 'x', now);

const outbox = (db: Database) => db.read((tx) => tx.objectStore('outbox').getAll());

describe('what a composer learns', () => {
  it('is nothing but that nobody joined', () => {
    const context = { ...contextOf(), connection: null };
    expect(composerState(context, [], [], NOW)).toEqual({ kind: 'unjoined' });
  });

  it('has own requests of its platform only, and no text, token or mail address', () => {
    const own = requestOf(ola, 'Secret launch');
    const others = requestOf(kari, 'Secret merger');
    const elsewhere = requestOf(ola, 'Secret job', { platform: 'linkedin' });
    const state = composerState(contextOf(), [own, others, elsewhere].map(sent), [], NOW);
    if (state.kind !== 'joined') throw new Error('joined');
    expect(state.requests.map((request) => request.id)).toEqual([own.id]);
    expect(JSON.stringify(state)).not.toMatch(/Secret|device-token|@example\.com/);
  });

  it('has a clearance only for an approved request, its newest version and its platform', () => {
    const approved = requestOf(ola, 'a', { state: 'approved' });
    const waiting = requestOf(ola, 'b');
    const good = clearanceFor(approved);
    const bad = [
      clearanceFor(waiting),
      clearanceFor(approved, { fingerprint: 'f'.repeat(64) }),
      clearanceFor(approved, { platform: 'linkedin' }),
      clearanceFor(requestOf(kari, 'c', { state: 'approved' })),
    ];
    const state = composerState(contextOf(), [sent(approved), sent(waiting)], [good, ...bad], NOW);
    expect(state).toMatchObject({ clearances: [good] });
  });

  it('says that an approval has run out, by the store’s clock, however this browser’s is set', () => {
    const approved = requestOf(ola, 'Guaranteed', { state: 'approved' });
    const clearance = clearanceFor(approved);
    const standing = (clock: { offset: number; latest: number }, now: number) => {
      const knowledge = composerState(contextOf(ola, clock), [sent(approved)], [clearance], now);
      const { draft } = submissionOf('Guaranteed');
      return gateDecides({ knowledge, draft, lint: lintOf('review'), linked: null, now });
    };
    expect(standing({ offset: 0, latest: 0 }, NOW)).toMatchObject({ kind: 'open', release: clearance });
    const runOut = { kind: 'held', reason: 'approval-expired' };
    expect(standing({ offset: 0, latest: 0 }, clearance.expiresAt)).toMatchObject(runOut);
    expect(standing({ offset: 3_600_000, latest: 0 }, NOW)).toMatchObject(runOut);
    // Set back an hour after the store was last heard: the latest store time still holds.
    expect(standing({ offset: 0, latest: NOW + 61_000 }, NOW - 3_600_000)).toMatchObject(runOut);
  });

  it('has old clearances only of the requests that are shown', () => {
    const many = Array.from({ length: 201 }, () => requestOf(ola, 'a', { state: 'approved' }));
    const [first, last] = [many[0], many[200]];
    if (first === undefined || last === undefined) throw new Error('201');
    const old = clearanceFor(first, { expiresAt: NOW });
    const good = clearanceFor(last);
    const clearances = [old, good, clearanceFor(last, { expiresAt: NOW })];
    expect(composerState(contextOf(), many.map(sent), clearances, NOW)).toMatchObject({
      clearances: [old, good],
    });
  });

  it('is whether this member may ask: only authors may', () => {
    expect(composerState(contextOf(), [], [], NOW)).toMatchObject({ mayAsk: true });
    expect(composerState(contextOf(kari), [], [], NOW)).toMatchObject({ mayAsk: false });
  });

  it('is the whole ruleset once, and that it is the same after that', async () => {
    const { db } = await withRequest(ola);
    const bundle = rulesetOf(2);
    await db.write(async (tx) => {
      await writeMeta(tx, 'ruleset', { version: 2, policy: bundle.policy });
      await writeMeta(tx, 'bundle', { jws: '', bundle });
    });
    const planner = createPlanner('en');
    const load = (known: string | null) =>
      db.read(async (tx) => loadComposerRuleset(tx, await loadContext(tx), known, planner));
    const whole = { version: 2, plan: indexed(planRuleset(bundle, 'en')) };
    expect(await load(null)).toEqual(whole);
    expect(await load(rulesetKey(TEAM, 2))).toEqual({ version: 2, plan: null });
    expect(await load(rulesetKey(TEAM, 1))).toEqual(whole);
    expect(await load(rulesetKey(randomUUID(), 2))).toEqual(whole);
  });

  it('is no ruleset while none has come', async () => {
    const { db } = await withRequest(ola);
    const none = db.read(async (tx) =>
      loadComposerRuleset(tx, await loadContext(tx), rulesetKey(TEAM, 2), createPlanner('en')),
    );
    expect(await none).toBeNull();
  });
});

describe('the badge', () => {
  it('counts what this reviewer may decide, and nothing else', () => {
    const waiting = requestOf(ola, 'a');
    const [version] = waiting.versions;
    if (version === undefined) throw new Error('a request has a version');
    const kariRef = { id: kari.id, name: kari.name };
    const decision = { id: randomUUID(), member: kariRef, kind: 'approve', reason: null, at: NOW } as const;
    const not = [
      requestOf(ola, 'b', { state: 'approved' }),
      requestOf(kari, 'c'),
      { ...waiting, id: randomUUID(), versions: [{ ...version, editedBy: kariRef }] },
      { ...waiting, id: randomUUID(), versions: [{ ...version, decisions: [decision] }] },
      { ...waiting, id: randomUUID(), expiresAt: NOW },
    ];
    const all = [waiting, ...not].map(sent);
    expect(badgeCount(contextOf(kari), all, NOW)).toBe(1);
    expect(badgeCount(contextOf(ola), all, NOW)).toBe(0);
    expect(awaitsDecisionOf(waiting, { ...kari, active: false }, NOW)).toBe(false);
  });

  it('counts down at once when a decision is made, before the store has it', async () => {
    const { db, request } = await withRequest();
    await decide(db, request, 'approve', null);
    const waiting = await db.read((tx) => listRequests(tx, ['waiting']));
    expect(badgeCount(contextOf(kari), waiting, NOW)).toBe(0);
    expect(await outbox(db)).toMatchObject([
      { command: { kind: 'request.decide', version: 1 }, state: 'pending' },
    ]);
  });
});

describe('commands', () => {
  it('decide on the version the reviewer saw, or not at all', async () => {
    const { db, request } = await withRequest();
    const [version] = request.versions;
    if (version === undefined) throw new Error('a request has a version');
    const newer = { ...request, versions: [version, { ...version, number: 2, fingerprint: 'f'.repeat(64) }] };
    await db.write((tx) => tx.objectStore('requests').put({ id: request.id, generation: 1, data: newer }));
    await expect(decide(db, request, 'approve', null)).rejects.toMatchObject({ code: 'version_changed' });
    expect(await outbox(db)).toEqual([]);
  });

  it.each(['approved', 'rejected', 'withdrawn', 'expired'] as const)(
    'decide nothing that is %s',
    async (state) => {
      const { db, request } = await withRequest(kari, requestOf(ola, 'a', { state }));
      await expect(decide(db, request, 'approve', null)).rejects.toMatchObject({ code: 'already_decided' });
    },
  );

  it('want a reason for all but an approval', async () => {
    const { db, request } = await withRequest();
    await expect(decide(db, request, 'reject', ' ')).rejects.toMatchObject({ code: 'reason_required' });
    await expect(decide(db, request, 'request-changes', null)).rejects.toMatchObject({
      code: 'reason_required',
    });
    await decide(db, request, 'reject', ' No numbers ');
    expect(await outbox(db)).toMatchObject([{ command: { reason: 'No numbers', verdict: 'reject' } }]);
  });

  it('let nobody decide on the own request, nor without the role', async () => {
    const both = memberOf('Both', ['author', 'reviewer']);
    const own = await withRequest(both, requestOf(both, 'a'));
    await expect(decide(own.db, own.request, 'approve', null)).rejects.toMatchObject({ code: 'forbidden' });
    const author = await withRequest(memberOf('Per'));
    await expect(decide(author.db, author.request, 'approve', null)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('send a version once, in its turn, of an own request on this platform', async () => {
    const { db, request } = await withRequest(ola);
    const next = submissionOf('Likely');
    await expect(sendVersion(db, request.id, 3, next)).rejects.toMatchObject({ code: 'version_changed' });
    await sendVersion(db, request.id, 2, next);
    await sendVersion(db, request.id, 2, next);
    expect(await outbox(db)).toHaveLength(1);
    await expect(sendVersion(db, request.id, 2, submissionOf('Other'))).rejects.toMatchObject({
      code: 'version_changed',
    });
    const elsewhere = submissionOf('Likely', 'linkedin');
    await expect(sendVersion(db, request.id, 3, elsewhere)).rejects.toMatchObject({ code: 'not_found' });
    await expect(withdraw(db, request.id, 'linkedin')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('let an own version out without approval once, and nobody else’s', async () => {
    const { db, request } = await withRequest(ola);
    const [newest] = request.versions;
    const version = {
      request: request.id,
      number: 1,
      fingerprint: newest?.fingerprint ?? '',
      reason: ' Now! ',
    };
    await overrideOwn(db, 'x', version);
    await overrideOwn(db, 'x', version);
    expect(await outbox(db)).toMatchObject([
      { command: { kind: 'request.override', version: 1, reason: 'Now!' } },
    ]);
    const refused = async (more: Partial<typeof version>, platform = 'x') =>
      overrideOwn(db, platform, { ...version, ...more }).then(
        () => 'told',
        ({ code }) => code,
      );
    expect(await refused({ number: 2 })).toBe('version_changed');
    expect(await refused({ fingerprint: 'f'.repeat(64) })).toBe('version_changed');
    expect(await refused({ reason: 'x'.repeat(100_000) })).toBe('invalid_input');
    expect(await refused({}, 'linkedin')).toBe('not_found');
    const other = await withRequest(memberOf('Per', ['reviewer']));
    await expect(overrideOwn(other.db, 'x', version)).rejects.toMatchObject({ code: 'not_author' });
    expect(await outbox(db)).toHaveLength(1);
  });

  it('do not let a fingerprint of other content through', async () => {
    const { db, request } = await withRequest(ola);
    const lie = { ...submissionOf('Likely'), fingerprint: 'f'.repeat(64) };
    await expect(sendVersion(db, request.id, 2, lie)).rejects.toMatchObject({ code: 'fingerprint_mismatch' });
  });

  it('record a release once, also when the store has taken it meanwhile', async () => {
    const { db, request } = await withRequest(ola);
    const clearance = clearanceFor(request);
    await released(db, clearance, NOW);
    await released(db, clearance, NOW);
    expect(await outbox(db)).toHaveLength(1);
    await db.write((tx) => tx.objectStore('outbox').clear());
    await released(db, clearance, NOW);
    expect(await outbox(db)).toEqual([]);
    await released(db, clearance, NOW + 1);
    await released(db, clearanceFor(request), NOW);
    expect(await outbox(db)).toHaveLength(2);
  });

  it('remember the newest 200 releases', async () => {
    const { db, request } = await withRequest(ola);
    const clearance = clearanceFor(request);
    for (let i = 0; i <= 200; i += 1) await released(db, clearance, NOW + i);
    const told = await db.read((tx) => readMeta(tx, 'released'));
    expect(told).toHaveLength(200);
    expect(told?.at(-1)).toBe(`${clearance.id} ${NOW + 200}`);
  });

  describe('ask for approval', () => {
    const ask = (db: Database, now = NOW) => askApproval(db, submissionOf('Guaranteed'), now);
    const approved = async (changes: Partial<VerifiedClearance> = {}) => {
      const made = await withRequest(ola, requestOf(ola, 'Guaranteed', { state: 'approved' }));
      const clearance = clearanceFor(made.request, changes);
      await made.db.write((tx) => tx.objectStore('clearances').put(clearance));
      return { ...made, clearance };
    };

    it('once: what waits or has an approval in time is not asked for again', async () => {
      const waiting = await withRequest(ola);
      expect(await ask(waiting.db)).toBe(waiting.request.id);
      const { db, request } = await approved();
      expect(await ask(db)).toBe(request.id);
      expect(await outbox(db)).toEqual([]);
    });

    it('anew when the approval has run out, by the store’s clock, and that new one once', async () => {
      const { db, request, clearance } = await approved();
      await db.write((tx) => writeMeta(tx, 'clock', { offset: 3_600_000, latest: 0 }));
      const anew = await ask(db, NOW);
      expect(anew).not.toBe(request.id);
      expect(await ask(db, NOW)).toBe(anew);
      expect(await outbox(db)).toMatchObject([{ command: { kind: 'request.create', request: anew } }]);

      const other = await approved({ expiresAt: clearance.expiresAt });
      expect(await ask(other.db, clearance.expiresAt)).not.toBe(other.request.id);
    });

    it('past an approval that has run out, where a newer one is in time', async () => {
      const { db, request } = await approved();
      const older = requestOf(ola, 'Guaranteed', { state: 'approved', updatedAt: NOW + 1 });
      await db.write(async (tx) => {
        await tx.objectStore('requests').put({ id: older.id, generation: 1, data: older });
        await tx.objectStore('clearances').put(clearanceFor(older, { expiresAt: NOW }));
      });
      expect(await ask(db)).toBe(request.id);
    });

    it('as an author only, at once and not by a later refusal', async () => {
      const { db, request } = await withRequest(kari, requestOf(kari, 'Guaranteed', { state: 'rejected' }));
      await expect(ask(db)).rejects.toMatchObject({ code: 'not_author' });
      await expect(sendVersion(db, request.id, 2, submissionOf('Likely'))).rejects.toMatchObject({
        code: 'not_author',
      });
      expect(await outbox(db)).toEqual([]);
    });
  });
});

describe('the projection', () => {
  it('drops a clearance at once when the author withdraws or sends a version', async () => {
    const approved = requestOf(ola, 'a', { state: 'approved' });
    const { db } = await withRequest(ola, approved);
    await withdraw(db, approved.id, 'x');
    const local = await db.read((tx) => findRequest(tx, approved.id));
    if (local === null) throw new Error('still here');
    expect(local.request.state).toBe('withdrawn');
    const state = composerState(contextOf(), [local], [clearanceFor(approved)], NOW);
    expect(state).toMatchObject({ clearances: [], requests: [{ delivery: 'queued' }] });
  });

  it('undoes by itself what the store refused, and says so', async () => {
    const { db, request } = await withRequest(ola);
    await withdraw(db, request.id, 'x');
    await db.write(async (tx) => {
      const [entry] = await tx.objectStore('outbox').getAll();
      if (entry === undefined) throw new Error('kept');
      const refusal = { code: 'already_decided', detail: 'It was decided.' };
      await tx.objectStore('outbox').put({ ...entry, state: 'refused', refusal });
    });
    expect(await db.read((tx) => findRequest(tx, request.id))).toMatchObject({
      request: { state: 'waiting' },
      delivery: 'refused',
      refusal: { code: 'already_decided' },
    });
  });

  it('changes nothing that the store has already done', () => {
    const request = requestOf(ola, 'Guaranteed', { state: 'approved' });
    const { draft, ...rest } = submissionOf('Guaranteed');
    const submission = {
      ...rest,
      findings: [],
      draft: { ...draft, parts: [{ text: 'Guaranteed', media: [] }] },
    };
    const entry = (seq: number, command: OutboxEntry['command']): OutboxEntry => ({
      seq,
      id: randomUUID(),
      command,
      createdAt: NOW,
      attempts: 1,
      nextAt: 0,
      state: 'pending',
    });
    const entries = [entry(1, { kind: 'request.create', request: request.id, ...submission })];
    const projection = { member: ola, policy: { need: 1, requestHours: 72 }, clockOffset: 0 };
    expect(project([request], entries, projection)).toMatchObject([{ request, delivery: 'queued' }]);
  });

  it('waits for as many approvals as the policy needs', async () => {
    for (const [need, state] of [
      [1, 'approved'],
      [2, 'waiting'],
    ] as const) {
      const { db, request } = await withRequest();
      const policy = { need, clearanceHours: 24, requestHours: 72 };
      await db.write((tx) => writeMeta(tx, 'ruleset', { version: 2, policy }));
      await decide(db, request, 'approve', null);
      expect(await db.read((tx) => findRequest(tx, request.id))).toMatchObject({ request: { state } });
    }
  });
});
