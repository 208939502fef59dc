import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ApprovalRequest } from '../../../utils/api/entities.ts';
import type { Desktop, DesktopHandlers, DesktopNotice } from '../../../utils/notices/desktop.ts';
import { GATHERED } from '../../../utils/notices/ledger.ts';
import { DEFAULT_SETTINGS, NO_QUIET, type NoticeSettings } from '../../../utils/notices/settings.ts';
import { createTeller } from '../../../utils/notices/teller.ts';
import { noticeTexts } from '../../../utils/notices/texts.ts';
import { type Database, type OutboxEntry, readMeta, writeMeta } from '../../../utils/sync/db.ts';
import { HOLD_MS } from '../../../utils/sync/hold.ts';
import { leaveTeam } from '../../../utils/sync/membership.ts';
import { enqueueIn } from '../../../utils/sync/outbox.ts';
import { explainIn } from '../../../utils/sync/texts.ts';
import { connectionOf, joinedDatabase, NOW, teamKey } from '../sync/support.ts';
import { decidedBy, KARI, OLA, plainRequest, withVersion } from './samples.ts';

const key = (await teamKey()).publicKey;
const ON: NoticeSettings = { ...DEFAULT_SETTINGS, on: true, words: true };

/** A desktop that keeps what is shown, and on which a test presses. */
function desktopOf() {
  const there = new Map<string, DesktopNotice>();
  const calls: string[] = [];
  const state = { isPermitted: true };
  let handlers: DesktopHandlers | null = null;
  const desktop: Desktop = {
    async isPermitted() {
      // As in a browser: what is on the screen goes with the permission.
      if (!state.isPermitted) there.clear();
      return state.isPermitted;
    },
    async show(id, notice, isUpdate = false) {
      if (!isUpdate) calls.push(id);
      there.set(id, notice);
    },
    async clear(id) {
      there.delete(id);
    },
    async shown() {
      if (!state.isPermitted) throw new Error('not available in this context');
      return [...there.keys()];
    },
    listen(given) {
      handlers = given;
    },
  };
  return {
    desktop,
    there,
    calls,
    state,
    press: (id: string, button: number | null) => handlers?.pressed(id, button),
    close(id: string) {
      there.delete(id);
      handlers?.closed(id);
    },
  };
}

async function world(member = KARI, settings: NoticeSettings = ON) {
  const db = await joinedDatabase(connectionOf(member, key));
  const screen = desktopOf();
  const state = {
    settings,
    now: NOW,
    opened: [] as (string | null)[],
    composed: [] as string[],
    takes: true,
  };
  const wakes: (number | null)[] = [];
  const kept = vi.fn();
  const start = () => {
    const teller = createTeller({
      db,
      desktop: screen.desktop,
      settings: async () => state.settings,
      texts: noticeTexts(() => 'en'),
      explain: explainIn('en'),
      kept,
      open: async (request) => {
        state.opened.push(request);
      },
      compose: async (request) => {
        state.composed.push(request);
        return state.takes;
      },
      wakeAt: async (at) => {
        wakes.push(at);
      },
      now: () => state.now,
      wall: () => ({ day: 1, minutes: 12 * 60 }),
    });
    teller.start();
    return teller;
  };
  const teller = start();
  await db.write((tx) => writeMeta(tx, 'heardAt', NOW));
  await teller.tell();
  return { db, ...screen, appState: state, wakes, kept, teller, restart: start };
}

async function put(db: Database, ...requests: readonly ApprovalRequest[]): Promise<void> {
  await db.write(async (tx) => {
    for (const data of requests) await tx.objectStore('requests').put({ id: data.id, generation: 1, data });
  });
}
const outbox = (db: Database): Promise<OutboxEntry[]> => db.read((tx) => tx.objectStore('outbox').getAll());

/** Nothing goes wrong unheard: Node has no such function, and a teller never rejects. */
const reported = vi.fn();
vi.stubGlobal('reportError', reported);
afterEach(() => {
  expect(reported).not.toHaveBeenCalled();
});

describe('telling', () => {
  it('shows what is new, once, and takes it away when it was decided', async () => {
    const { db, teller, there, calls, restart } = await world();
    const request = plainRequest('Soon.');
    await put(db, request);
    await teller.tell();
    expect([...there.keys()]).toEqual([`waiting:${request.id}:1`]);
    await restart().tell();
    expect(calls).toEqual([`waiting:${request.id}:1`]);
    await put(db, decidedBy(request, 'approve'));
    await teller.tell();
    expect([...there.keys()]).toEqual([]);
  });

  it('says nothing of what was there when the team was joined, or before the copy was whole', async () => {
    const db = await joinedDatabase(connectionOf(KARI, key));
    const { desktop, calls } = desktopOf();
    const teller = createTeller({
      db,
      desktop,
      settings: async () => ON,
      texts: noticeTexts(() => 'en'),
      explain: explainIn('en'),
      kept: () => undefined,
      open: async () => undefined,
      compose: async () => true,
      wakeAt: async () => undefined,
      now: () => NOW,
    });
    await teller.tell();
    await put(db, plainRequest('Old.'));
    await teller.tell();
    await db.write((tx) => writeMeta(tx, 'heardAt', NOW));
    await teller.tell();
    expect(calls).toEqual([]);
    await put(db, plainRequest('New.'));
    await teller.tell();
    expect(calls).toHaveLength(1);
  });

  it('forgets with the team, and while notices are off or not permitted', async () => {
    const off = async (change: (w: Awaited<ReturnType<typeof world>>) => unknown) => {
      const it = await world();
      await put(it.db, plainRequest('Soon.'));
      await it.teller.tell();
      await change(it);
      await it.teller.tell();
      expect([...it.there.keys()]).toEqual([]);
      expect(await it.db.read((tx) => readMeta(tx, 'notices'))).toBeUndefined();
    };
    await off((w) => leaveTeam(w.db));
    await off((w) => {
      w.appState.settings = { ...ON, on: false };
    });
    await off((w) => {
      w.state.isPermitted = false;
    });
  });

  it('waits out a snooze, asks to be called at its end, and tells then what still waits', async () => {
    const { db, teller, there, appState, wakes } = await world();
    const until = NOW + 60_000;
    appState.settings = { ...ON, quiet: NO_QUIET, snoozedUntil: until };
    const [one, two, three] = [plainRequest('1'), plainRequest('2'), plainRequest('3')];
    await put(db, one, two, three);
    await teller.tell();
    expect([...there.keys()]).toEqual([]);
    expect(wakes.at(-1)).toBe(until);
    await put(db, decidedBy(two, 'approve'));
    appState.now = until;
    await teller.tell();
    expect([...there.keys()]).toEqual([GATHERED]);
    expect(there.get(GATHERED)?.title).toBe('2 posts wait on you');
    expect(wakes.at(-1)).toBeNull();
  });

  it('shows what the store did not take', async () => {
    const { db, teller, there } = await world();
    const request = plainRequest('Soon.');
    await put(db, request);
    await teller.tell();
    const [version] = request.versions;
    await db.write(async (tx) => {
      const entry = await enqueueIn(tx, {
        kind: 'request.decide',
        request: request.id,
        decision: crypto.randomUUID(),
        version: 1,
        fingerprint: version?.fingerprint ?? '',
        verdict: 'approve',
        reason: null,
      });
      const refusal = { code: 'version_changed', detail: 'There is a newer version.' };
      await tx.objectStore('outbox').put({ ...entry, state: 'refused', refusal });
    });
    await teller.tell();
    const refused = [...there].find(([id]) => id.startsWith('refused:'))?.[1];
    expect(refused?.title).toBe('A decision of yours was not accepted');
    expect(refused?.message).toContain('There is a newer version.');
  });
});

describe('a press', () => {
  async function offered() {
    const it = await world();
    const request = plainRequest('Soon.');
    await put(it.db, request);
    await it.teller.tell();
    return { ...it, request, id: `waiting:${request.id}:1` };
  }

  it('on Approve keeps the decision for five seconds, in which it can be taken back', async () => {
    const { db, press, there, request, id, kept, appState } = await offered();
    expect(there.get(id)?.buttons).toEqual(['Approve', 'Open']);
    press(id, 0);
    await expect.poll(() => kept).toHaveBeenCalledOnce();
    const [entry] = await outbox(db);
    expect(entry).toMatchObject({
      heldUntil: NOW + HOLD_MS,
      command: { kind: 'request.decide', verdict: 'approve', version: 1, request: request.id },
    });
    expect([...there]).toMatchObject([[`undo:${entry?.seq}`, { title: 'Approved', buttons: ['Undo'] }]]);

    press(`undo:${entry?.seq}`, 0);
    await expect.poll(() => appState.opened).toEqual([request.id]);
    expect(await outbox(db)).toEqual([]);
    expect([...there.keys()]).toEqual([]);
  });

  it('on Undo after it was sent says that it is too late', async () => {
    const { db, press, there, id, kept } = await offered();
    press(id, 0);
    await expect.poll(() => kept).toHaveBeenCalledOnce();
    const [entry] = await outbox(db);
    if (entry === undefined) throw new Error('kept');
    await db.write(async (tx) => {
      const { heldUntil: _over, ...free } = entry;
      await tx.objectStore('outbox').put(free as OutboxEntry);
    });
    press(`undo:${entry.seq}`, 0);
    await expect.poll(() => there.get(`failed:${entry.seq}`)?.title).toBe('It is sent already');
    expect(await outbox(db)).toHaveLength(1);
  });

  it('on Approve approves nothing when there is another version by now, and says so', async () => {
    const { db, press, there, request, id, kept, appState } = await offered();
    await put(db, withVersion(request, 'Later.'));
    press(id, 0);
    await expect.poll(() => there.get(`failed:${request.id}`)?.title).toBe('Not approved');
    expect(await outbox(db)).toEqual([]);
    expect(kept).not.toHaveBeenCalled();
    press(`failed:${request.id}`, null);
    await expect.poll(() => appState.opened).toEqual([request.id]);
  });

  it('on Approve goes by the fingerprint that the notice told of, whatever has the number now', async () => {
    const { db, press, there, request, id } = await offered();
    const versions = request.versions.map((one) => ({ ...one, fingerprint: 'f'.repeat(64) }));
    await put(db, { ...request, versions });
    press(id, 0);
    await expect.poll(() => there.get(`failed:${request.id}`)?.title).toBe('Not approved');
    expect(await outbox(db)).toEqual([]);
  });

  it('on Open, and beside the buttons, opens the request', async () => {
    const { press, request, id, appState, db } = await offered();
    press(id, null);
    await expect.poll(() => appState.opened).toEqual([request.id]);
    expect(await outbox(db)).toEqual([]);
  });

  it('on a notice that nothing is known of any more opens the queue', async () => {
    const { press, appState } = await offered();
    press('waiting:gone:1', 0);
    await expect.poll(() => appState.opened).toEqual([null]);
  });

  it('on an approval brings the text to its composer, else opens the request', async () => {
    const it = await world(OLA);
    const request = plainRequest('Soon.');
    await put(it.db, request);
    await it.teller.tell();
    await put(it.db, decidedBy(request, 'approve'));
    await it.teller.tell();
    const id = `approved:${request.id}:1`;
    expect(it.there.get(id)).toMatchObject({
      title: 'Your post was approved',
      buttons: ['Open the composer'],
    });
    it.press(id, null);
    await expect.poll(() => it.appState.composed).toEqual([request.id]);
    expect(it.appState.opened).toEqual([]);
  });

  it('that puts a notice away is remembered', async () => {
    const { close, db, teller, there, calls, id } = await offered();
    close(id);
    await teller.tell();
    await expect.poll(async () => (await db.read((tx) => readMeta(tx, 'notices')))?.shown).toEqual([]);
    await teller.tell();
    expect([...there.keys()]).toEqual([]);
    expect(calls).toHaveLength(1);
  });
});
