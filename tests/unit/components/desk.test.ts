import { describe, expect, it } from 'vitest';
import { createDesk, type ReviewStore } from '../../../components/review/desk.ts';
import { createUnsentReasons } from '../../../components/review/unsent-reasons.ts';
import type { LocalRequest, OutboxEntry } from '../../../utils/sync/live.ts';
import { LocalError } from '../../../utils/sync/live.ts';
import { finding, HOUR, KARI, local, member, NOW, version } from './samples.ts';

function world(requests: LocalRequest[], first?: string) {
  const kept = new Map<string, string>();
  const state = {
    requests,
    outbox: [] as OutboxEntry[],
    held: new Set<number>(),
    remarks: [] as { request: string; version: number; text: string }[],
    decided: [] as { id: string; version: number | undefined; kind: string; reason: string | null }[],
    changed: (): void => {},
    fails: null as LocalError | null,
  };
  const store: ReviewStore = {
    connection: async () => ({
      storeUrl: 'https://signoff.example',
      device: 'd',
      team: { id: 't', name: 'Nord Fund' },
      member: member(KARI),
      state: 'online',
      code: null,
      since: 0,
      problems: [],
      clockOffset: 0,
    }),
    requests: async ({ states } = {}) =>
      state.requests.filter(({ request }) => states?.includes(request.state) ?? true),
    outbox: async () => state.outbox,
    members: async () => [member(KARI)],
    takeBack: async (seqs) => {
      if (!seqs.every((seq) => state.held.has(seq))) return false;
      const back = new Set(seqs.map((seq) => state.decided[seq - 1]?.id));
      state.requests = state.requests.map((one) =>
        back.has(one.request.id) ? { ...one, request: { ...one.request, state: 'waiting' } } : one,
      );
      return true;
    },
    remark: async (request, version, { text }) => {
      if (state.fails !== null) throw state.fails;
      state.remarks.push({ request, version, text });
    },
    takeOver: async () => {},
    end: async () => {},
    override: async () => {},
    client: async () => null,
    subscribe: (callback) => {
      state.changed = callback;
      return () => {};
    },
    async decide(request, kind, reason, isHeld) {
      if (state.fails !== null) throw state.fails;
      state.decided.push({ id: request.id, version: request.versions.at(-1)?.number, kind, reason });
      state.requests = state.requests.map((one) =>
        one.request.id === request.id ? { ...one, request: { ...one.request, state: 'approved' } } : one,
      );
      const seq = state.decided.length;
      if (isHeld) state.held.add(seq);
      return seq;
    },
    dismissRefusal: async (seq) => {
      state.outbox = state.outbox.filter((entry) => entry.seq !== seq);
    },
    sync: async () => ({ ok: true, value: {} }),
  };
  const reasons = createUnsentReasons({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  });
  const desk = createDesk(
    async () => store,
    reasons,
    () => NOW,
    first,
  );
  return { state, desk, reasons };
}

const three = (): LocalRequest[] => [1, 2, 3].map((n) => local(`r${n}`, { expiresAt: NOW + n * HOUR }));

async function ready(desk: ReturnType<typeof world>['desk']): Promise<() => void> {
  const stop = desk.start();
  await new Promise<void>((resolve) => {
    const end = desk.queue.subscribe(({ mine }) => {
      if (mine.length === 0) return;
      resolve();
      queueMicrotask(() => end());
    });
  });
  return stop;
}

describe('desk', () => {
  it('opens at the request that a notice was pressed for, where it is here', async () => {
    const { desk } = world(three(), 'r2');
    const stop = desk.start();
    await expect.poll(() => desk.opened.value?.id).toBe('r2');
    stop();
    const { desk: other, state } = world(three(), 'gone');
    const stopOther = other.start();
    await expect.poll(() => other.queue.value.mine.length).toBe(state.requests.length);
    expect(other.opened.value).toBeNull();
    stopOther();
  });

  it('goes on to the next request after a decision, and to none after the last', async () => {
    const { desk, state } = world(three());
    const stop = await ready(desk);
    desk.open('r1');
    await desk.decide('approve', null);
    expect(desk.opened.value?.id).toBe('r2');
    expect(desk.made.value).toMatchObject({ request: 'r1', decision: 'approve', moved: true });
    await desk.decide('reject', 'No.');
    await desk.decide('approve', null);
    expect(desk.opened.value).toBeNull();
    expect(desk.made.value?.moved).toBe(false);
    expect(state.decided.map(({ id }) => id)).toEqual(['r1', 'r2', 'r3']);
    stop();
  });

  it('decides on the version the reviewer has seen, not on one that came meanwhile', async () => {
    const { desk, state } = world(three());
    const stop = await ready(desk);
    desk.open('r1');
    state.requests = state.requests.map((one) =>
      one.request.id === 'r1'
        ? { ...one, request: { ...one.request, versions: [version(1), version(2)] } }
        : one,
    );
    const heard = new Promise<void>((resolve) => {
      const end = desk.item.subscribe((item) => {
        if (item?.newest.number !== 2) return;
        resolve();
        queueMicrotask(() => end());
      });
    });
    state.changed();
    await heard;
    expect(desk.opened.value?.seen).toBe(1);
    await desk.decide('approve', null);
    expect(state.decided.at(-1)?.version).toBe(1);
    desk.open('r1');
    desk.look();
    expect(desk.opened.value?.seen).toBe(2);
    stop();
  });

  it('keeps the reason until the decision is kept', async () => {
    const { desk, state, reasons } = world(three());
    const stop = await ready(desk);
    desk.open('r1');
    reasons.set('r1', 'Too bold');
    state.fails = new LocalError('database_full', 'No room.');
    await desk.decide('reject', 'Too bold');
    expect(desk.failure.value).toEqual({ code: 'database_full', detail: 'No room.' });
    expect(desk.opened.value?.id).toBe('r1');
    expect(reasons.get('r1')).toBe('Too bold');
    state.fails = null;
    await desk.decide('reject', 'Too bold');
    expect(reasons.get('r1')).toBe('');
    stop();
  });

  it('takes the last decision back while it is held, and not when it is on its way', async () => {
    const { desk, state } = world(three());
    const stop = await ready(desk);
    desk.open('r1');
    await desk.decide('approve', null);
    await desk.undo();
    expect(desk.made.value).toBeNull();
    expect(desk.opened.value?.id).toBe('r1');
    expect(desk.queue.value.mine).toHaveLength(3);
    await desk.decide('reject', 'No.');
    state.held.clear();
    await desk.undo();
    expect(desk.made.value).toMatchObject({ request: 'r1', decision: 'reject' });
    expect(desk.queue.value.mine).toHaveLength(2);
    stop();
  });

  it('approves several at once, and never one that wants a look of its own', async () => {
    const plain = { versions: [version(1, { findings: [finding('warn')] })] };
    const { desk, state } = world([local('a', plain), local('b', plain), local('c')]);
    const stop = await ready(desk);
    desk.picked.value = new Set(['a', 'b', 'c']);
    await desk.approvePicked();
    expect(state.decided.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(desk.made.value).toMatchObject({ count: 2, seqs: [1, 2] });
    expect(desk.picked.value).toBeNull();
    await desk.undo();
    expect(desk.queue.value.mine).toHaveLength(3);
    stop();
  });

  it('remarks on the version that was seen, and keeps the form when that fails', async () => {
    const { desk, state } = world(three());
    const stop = await ready(desk);
    desk.open('r2');
    desk.form.value = 'remark';
    state.fails = new LocalError('database_full', 'No room.');
    const said = { text: 'Softer.', audience: 'team', words: null, suggestion: null } as const;
    expect(await desk.remark(said)).toBe(false);
    expect(desk.form.value).toBe('remark');
    state.fails = null;
    expect(await desk.remark(said)).toBe(true);
    expect(desk.form.value).toBeNull();
    expect(desk.told.value).toBe('remarked');
    expect(state.remarks).toEqual([{ request: 'r2', version: 1, text: 'Softer.' }]);
    stop();
  });

  it('walks the queue by one', async () => {
    const { desk } = world(three());
    const stop = await ready(desk);
    desk.step(1);
    expect(desk.opened.value?.id).toBe('r1');
    desk.step(1);
    expect(desk.opened.value?.id).toBe('r2');
    desk.step(-1);
    desk.step(-1);
    expect(desk.opened.value?.id).toBe('r1');
    stop();
  });

  it('says so when the local copy cannot be read', async () => {
    const reasons = createUnsentReasons({ getItem: () => null, setItem: () => {}, removeItem: () => {} });
    const desk = createDesk(() => Promise.reject(new LocalError('database_blocked', 'Blocked.')), reasons);
    const failed = new Promise<void>((resolve) => {
      desk.stage.subscribe((stage) => {
        if (stage.kind === 'failed') resolve();
      });
    });
    const stop = desk.start();
    await failed;
    expect(desk.stage.value).toEqual({
      kind: 'failed',
      problem: { code: 'database_blocked', detail: 'Blocked.' },
    });
    stop();
  });
});

describe('unsent reasons', () => {
  it('survive what is not theirs in the storage, and go with their requests', () => {
    const kept = new Map([['unsent-reasons', '{"a": 1, "b": "Because"']]);
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
    const reasons = createUnsentReasons(storage);
    expect(reasons.get('b')).toBe('');
    reasons.set('x', 'One');
    reasons.set('y', 'Two');
    reasons.keepOnly(new Set(['y']));
    expect(reasons.get('x')).toBe('');
    expect(reasons.get('y')).toBe('Two');
    reasons.set('y', '');
    expect(kept.size).toBe(0);
  });
});
