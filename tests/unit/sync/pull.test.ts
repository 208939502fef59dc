import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ApprovalRequest, Change } from '../../../utils/api/entities.ts';
import type { PullResponse, RulesetResponse } from '../../../utils/api/routes.ts';
import { refreshRuleset } from '../../../utils/sync/bundle.ts';
import { askApproval } from '../../../utils/sync/commands.ts';
import { type Database, readMeta, type StoredConnection, writeMeta } from '../../../utils/sync/db.ts';
import { StoreError } from '../../../utils/sync/errors.ts';
import { listOwnRequests, listRequests, loadContext } from '../../../utils/sync/local.ts';
import { flushOutbox } from '../../../utils/sync/outbox.ts';
import { pullAll } from '../../../utils/sync/pull.ts';
import {
  approvedWith,
  clearanceOf,
  connectionOf,
  joinedDatabase,
  ModelStore,
  memberOf,
  NOW,
  pageOf,
  requestChange,
  requestOf,
  rulesetOf,
  submissionOf,
  type TeamKey,
  teamKey,
} from './support.ts';

const ola = memberOf('Ola');
const kari = memberOf('Kari', ['reviewer']);
let team: TeamKey;
let stranger: TeamKey;
let connection: StoredConnection;
let db: Database;

beforeAll(async () => {
  team = await teamKey();
  stranger = await teamKey();
});

async function fresh(): Promise<void> {
  connection = connectionOf(ola, team.publicKey);
  db = await joinedDatabase(connection);
}

const pull = (...pages: (PullResponse | Error)[]): Promise<number> => {
  const rest = [...pages];
  return pullAll({
    db,
    now: () => NOW,
    pull: async () => {
      const next = rest.shift();
      if (next === undefined) throw new Error('asked for one page too many');
      if (next instanceof Error) throw next;
      return next;
    },
  });
};

const ids = async (): Promise<string[]> =>
  (await db.read((tx) => tx.objectStore('requests').getAllKeys())).sort();
const clearances = () => db.read((tx) => tx.objectStore('clearances').getAll());
const problems = async () => (await db.read(loadContext)).problems;
const position = () => db.read((tx) => readMeta(tx, 'position'));
const sorted = (...requests: ApprovalRequest[]): string[] => requests.map((one) => one.id).sort();
const tooOld = new StoreError('cursor_too_old', 'Begin again.', { status: 410 });

describe('a pull', () => {
  it('goes on page by page and remembers where it stands', async () => {
    await fresh();
    const [a, b] = [requestOf(ola, 'a'), requestOf(kari, 'b')];
    expect(await pull(pageOf(ola, [requestChange(a, 4)], true), pageOf(ola, [requestChange(b, 5)]))).toBe(2);
    expect(await ids()).toEqual(sorted(a, b));
    expect(await position()).toMatchObject({ cursor: 5, after: b.id, sweeping: false });
  });

  it('keeps the pages that came before the network went, and goes on from there', async () => {
    await fresh();
    const [a, b] = [requestOf(ola, 'a'), requestOf(kari, 'b')];
    const gone = new StoreError('unreachable', 'No network.', { status: 0 });
    await expect(pull(pageOf(ola, [requestChange(a, 4)], true), gone)).rejects.toBe(gone);
    expect(await position()).toMatchObject({ cursor: 4, after: a.id });
    await pull(pageOf(ola, [requestChange(b, 5)]));
    expect(await ids()).toEqual(sorted(a, b));
  });

  it('takes away what the store has deleted', async () => {
    await fresh();
    const a = requestOf(ola, 'a');
    await pull(pageOf(ola, [requestChange(a, 1), { entity: 'member', id: kari.id, version: 1, data: kari }]));
    const gone: Change[] = [
      { entity: 'request', id: a.id, version: 2, data: null },
      { entity: 'member', id: kari.id, version: 2, data: null },
    ];
    await pull(pageOf(ola, gone));
    expect(await ids()).toEqual([]);
    expect(await db.read((tx) => tx.objectStore('members').count())).toBe(0);
  });

  it('begins again when the cursor is too old, and shows the old copy until the new one is whole', async () => {
    await fresh();
    const [a, b, c] = [requestOf(ola, 'a'), requestOf(ola, 'b'), requestOf(ola, 'c')];
    await pull(pageOf(ola, [requestChange(a, 1), requestChange(b, 2)]));
    const cut = new StoreError('unreachable', 'No network.', { status: 0 });
    // The worker ends in the middle of the resync.
    await expect(pull(tooOld, pageOf(ola, [requestChange(b, 9)], true), cut)).rejects.toBe(cut);
    expect(await ids()).toEqual(sorted(a, b));
    await pull(pageOf(ola, [requestChange(c, 10)]));
    expect(await ids()).toEqual(sorted(b, c));
  });

  it('does not begin again for ever', async () => {
    await fresh();
    await expect(pull(tooOld, tooOld)).rejects.toBe(tooOld);
  });

  it('refuses pages that lead nowhere or back', async () => {
    await fresh();
    const a = requestOf(ola, 'a');
    await pull(pageOf(ola, [requestChange(a, 7)]));
    const stuck = { ...pageOf(ola, [], true), cursor: 7, after: a.id };
    await expect(pull(stuck)).rejects.toMatchObject({ code: 'invalid_answer' });
    await expect(pull({ ...pageOf(ola, []), cursor: 3 })).rejects.toMatchObject({ code: 'invalid_answer' });
    expect(await position()).toMatchObject({ cursor: 7 });
  });

  it('throws a page away when the browser left the team meanwhile', async () => {
    await fresh();
    const a = requestOf(ola, 'a');
    await pullAll({
      db,
      now: () => NOW,
      pull: async () => {
        await db.write((tx) => writeMeta(tx, 'connection', { ...connection, device: randomUUID() }));
        return pageOf(ola, [requestChange(a, 1)]);
      },
    });
    expect(await ids()).toEqual([]);
  });

  it('learns roles and the store’s clock, which never runs backwards', async () => {
    await fresh();
    await pull({ ...pageOf({ ...ola, roles: ['admin'] }, []), now: NOW + 3_600_000 });
    const after = await db.read(loadContext);
    expect(after.connection?.member.roles).toEqual(['admin']);
    expect(after.clock).toEqual({ offset: 3_600_000, latest: NOW + 3_600_000 });
    await pull({ ...pageOf(ola, []), now: NOW - 5_000 });
    expect((await db.read(loadContext)).clock).toEqual({ offset: -5_000, latest: NOW + 3_600_000 });
  });
});

describe('a clearance that comes with a pull', () => {
  it('counts when it is genuine, for the own request only', async () => {
    await fresh();
    const [own, other] = [requestOf(ola, 'a'), requestOf(kari, 'b')];
    await pull(
      pageOf(ola, [
        requestChange(approvedWith(own, await team.sign(clearanceOf(own))), 1),
        requestChange(approvedWith(other, await team.sign(clearanceOf(other))), 2),
      ]),
    );
    expect(await clearances()).toMatchObject([{ request: own.id }]);
    expect(await problems()).toEqual([]);
  });

  it('is ignored and noted when it is forged, and the note goes when it is well again', async () => {
    await fresh();
    const own = requestOf(ola, 'a');
    await pull(pageOf(ola, [requestChange(approvedWith(own, await stranger.sign(clearanceOf(own))), 1)]));
    expect(await clearances()).toEqual([]);
    expect(await problems()).toMatchObject([{ code: 'clearance_forged', about: own.id }]);
    await pull(pageOf(ola, [requestChange(approvedWith(own, await team.sign(clearanceOf(own))), 2)]));
    expect(await clearances()).toHaveLength(1);
    expect(await problems()).toEqual([]);
  });

  it('is kept, without a note, when it has run out, so that its author is told of that', async () => {
    await fresh();
    const own = requestOf(ola, 'a');
    const old = clearanceOf(own, { exp: NOW / 1_000 - 1_800 });
    await pull(pageOf(ola, [requestChange(approvedWith(own, await team.sign(old)), 1)]));
    expect(await clearances()).toMatchObject([{ request: own.id, expiresAt: old.exp * 1_000 }]);
    expect(await problems()).toEqual([]);
  });

  it.each(['withdrawn', 'waiting', 'rejected', 'expired'] as const)(
    'is gone when the request is %s',
    async (state) => {
      await fresh();
      const own = requestOf(ola, 'a');
      const approved = approvedWith(own, await team.sign(clearanceOf(own)));
      await pull(pageOf(ola, [requestChange(approved, 1)]));
      expect(await clearances()).toHaveLength(1);
      await pull(pageOf(ola, [requestChange({ ...approved, state }, 2)]));
      expect(await clearances()).toEqual([]);
    },
  );
});

describe('the team’s ruleset', () => {
  const wanted = (version: number): Change => ({
    entity: 'ruleset',
    id: 'ruleset',
    version,
    data: { version },
  });
  const fetching = (answer: RulesetResponse, now = NOW) =>
    refreshRuleset({ db, now: () => now, ruleset: async () => answer });

  it('is fetched when its number is new, and only then', async () => {
    await fresh();
    await pull(pageOf(ola, [wanted(2)]));
    const bundle = rulesetOf(2);
    const jws = await team.sign(bundle);
    expect(await fetching({ version: 2, jws })).toBe(true);
    expect((await db.read(loadContext)).ruleset).toMatchObject({ version: 2 });
    expect(await db.read((tx) => readMeta(tx, 'bundle'))).toEqual({ jws, bundle });
    const never = refreshRuleset({
      db,
      now: () => NOW,
      ruleset: async () => {
        throw new Error('asked for a ruleset that is here');
      },
    });
    expect(await never).toBe(false);
  });

  it('stays when a forged, foreign or older one comes, and people see why', async () => {
    await fresh();
    await pull(pageOf(ola, [wanted(2)]));
    await fetching({ version: 2, jws: await team.sign(rulesetOf(2)) });
    await pull(pageOf(ola, [{ ...wanted(3), version: 9 }]));
    const bad: [RulesetResponse, string][] = [
      [{ version: 3, jws: await stranger.sign(rulesetOf(3)) }, 'ruleset_forged'],
      [{ version: 3, jws: await team.sign(rulesetOf(3, { team: randomUUID() })) }, 'ruleset_wrong_team'],
      [{ version: 1, jws: await team.sign(rulesetOf(1)) }, 'ruleset_older_version'],
    ];
    for (const [i, [answer, code]] of bad.entries()) {
      expect(await fetching(answer, NOW + i * 600_000)).toBe(false);
      const context = await db.read(loadContext);
      expect(context.ruleset?.version).toBe(2);
      expect(context.problems).toMatchObject([{ code, about: '3' }]);
    }
    expect(await fetching({ version: 3, jws: await team.sign(rulesetOf(3)) }, NOW + 3_600_000)).toBe(true);
    expect(await problems()).toEqual([]);
  });

  it('is not fetched again and again when it was refused', async () => {
    await fresh();
    await pull(pageOf(ola, [wanted(1)]));
    let calls = 0;
    const forged = await stranger.sign(rulesetOf(1));
    const attempt = (now: number) =>
      refreshRuleset({
        db,
        now: () => now,
        ruleset: async () => {
          calls += 1;
          return { version: 1, jws: forged };
        },
      });
    await attempt(NOW);
    await attempt(NOW + 30_000);
    expect(calls).toBe(1);
    await attempt(NOW + 301_000);
    expect(calls).toBe(2);
  });
});

describe('between sending and fetching', () => {
  it('shows a request from the moment it is asked for, without a gap', async () => {
    await fresh();
    const store = new ModelStore();
    const seen = async () =>
      (await db.read((tx) => listOwnRequests(tx, 'x'))).map(({ request, delivery }) => [
        request.id,
        delivery,
      ]);
    const id = await askApproval(db, submissionOf('Guaranteed'));
    expect(await seen()).toEqual([[id, 'queued']]);
    expect(await askApproval(db, submissionOf('Guaranteed'))).toBe(id);
    await flushOutbox({ db, now: () => NOW, random: () => 0, push: async (_, m) => store.push(m) });
    expect(await seen()).toEqual([[id, 'sent']]);
    const row = requestOf(ola, 'Guaranteed', { id });
    await pull(pageOf(ola, [requestChange(row, 1)]));
    expect(await seen()).toEqual([[id, 'sent']]);
    expect(await db.read((tx) => tx.objectStore('outbox').count())).toBe(0);
    expect(store.applied).toHaveLength(1);
  });

  it('keeps an acknowledged command that a pull begun earlier could not have brought', async () => {
    await fresh();
    const store = new ModelStore();
    await pullAll({
      db,
      now: () => NOW,
      pull: async () => {
        await askApproval(db, submissionOf('Guaranteed'));
        await flushOutbox({ db, now: () => NOW, random: () => 0, push: async (_, m) => store.push(m) });
        return pageOf(ola, []);
      },
    });
    expect(await db.read((tx) => listRequests(tx, ['waiting']))).toMatchObject([{ delivery: 'sent' }]);
  });
});
