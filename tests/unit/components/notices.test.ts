import { describe, expect, it } from 'vitest';
import { createNotices, type NoticePorts } from '../../../components/notices/notices.ts';
import type { NoticePermission } from '../../../utils/notices/permission.ts';
import { DEFAULT_SETTINGS, type NoticeSettings } from '../../../utils/notices/settings.ts';

async function world(kept: NoticeSettings = DEFAULT_SETTINGS, permission: NoticePermission = 'missing') {
  const state = { kept, permission, says: true };
  const calls = { settings: () => {}, permissions: () => {} };
  const ports: NoticePorts = {
    storage: async () => ({
      loadNoticeSettings: async () => state.kept,
      saveNoticeSettings: async (next) => {
        state.kept = next;
        calls.settings();
      },
      onNoticeSettings: (call) => {
        calls.settings = call;
        return () => undefined;
      },
    }),
    permission: async () => state.permission,
    ask: async () => {
      if (state.says) state.permission = 'granted';
      return state.says;
    },
    giveBack: async () => {
      state.permission = 'missing';
    },
    onPermissions: (call) => {
      calls.permissions = call;
      return () => undefined;
    },
  };
  const notices = createNotices(ports);
  const stop = notices.start();
  await expect.poll(() => notices.settings.value).not.toBeNull();
  return { state, calls, notices, stop };
}

describe('switching notices on', () => {
  it('asks the browser in the press itself, and keeps that they are on', async () => {
    const { state, notices } = await world();
    await notices.turnOn();
    expect(state.kept).toEqual({ ...DEFAULT_SETTINGS, on: true });
    expect(notices.permission.value).toBe('granted');
  });

  it('leaves them off when the user says no to the browser', async () => {
    const { state, notices } = await world();
    state.says = false;
    await notices.turnOn();
    expect(state.kept.on).toBe(false);
    expect(notices.isDeclined.value).toBe(true);
  });

  it('is undone with the permission, which is given back', async () => {
    const { state, notices } = await world({ ...DEFAULT_SETTINGS, on: true }, 'granted');
    await notices.turnOff();
    expect(state).toMatchObject({ kept: { on: false }, permission: 'missing' });
  });
});

describe('the settings on the screen', () => {
  it('change at once, each change on top of the last', async () => {
    const { state, notices } = await world({ ...DEFAULT_SETTINGS, on: true }, 'granted');
    const both = [notices.change({ words: true }), notices.change({ topics: ['own'] })];
    expect(notices.settings.value).toMatchObject({ words: true, topics: ['own'] });
    await Promise.all(both);
    expect(state.kept).toMatchObject({ words: true, topics: ['own'] });
    expect(notices.settings.value).toMatchObject({ words: true, topics: ['own'] });
  });

  it('follow what another page or the browser changes', async () => {
    const { state, calls, notices } = await world({ ...DEFAULT_SETTINGS, on: true }, 'granted');
    state.kept = { ...state.kept, words: true };
    calls.settings();
    await expect.poll(() => notices.settings.value?.words).toBe(true);
    state.permission = 'missing';
    calls.permissions();
    await expect.poll(() => notices.permission.value).toBe('missing');
  });

  it('say when they could not be kept', async () => {
    const { notices } = await world();
    const failing = createNotices({
      storage: async () => {
        throw new Error('No room.');
      },
      permission: async () => 'missing',
      ask: async () => true,
      giveBack: async () => undefined,
      onPermissions: () => () => undefined,
    });
    failing.start();
    await expect.poll(() => failing.failure.value?.detail).toBe('No room.');
    expect(notices.failure.value).toBeNull();
  });
});
