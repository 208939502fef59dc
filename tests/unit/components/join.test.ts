import { describe, expect, it } from 'vitest';
import { BEGUN_KEY, createJoining, type JoinDeps, joinUrl } from '../../../components/team/join.ts';
import { challengeOf, createPkce } from '../../../components/team/pkce.ts';
import type { Found } from '../../../utils/sync/client.ts';
import type { LocalConnection } from '../../../utils/sync/live.ts';
import { KARI, member } from './samples.ts';

const connection: LocalConnection = {
  storeUrl: 'https://signoff.example',
  device: 'd',
  team: { id: 't', name: 'Nord Fund' },
  member: member(KARI),
  state: 'online',
  code: null,
  since: 0,
  problems: [],
  clockOffset: 0,
};

function world(known: LocalConnection | null = null, kept: Record<string, string> = {}) {
  const state = {
    known,
    kept,
    tabs: [] as string[],
    codes: [] as string[],
    looked: [] as string[],
    there: 'store' as Found,
    isOnline: true,
  };
  const deps: JoinDeps = {
    openStore: async () => ({ connection: async () => state.known }),
    openTab: async (url) => state.tabs.push(url),
    look: async (store) => {
      state.looked.push(store);
      return state.there;
    },
    isOnline: () => state.isOnline,
    join: async (_, code) => {
      state.codes.push(code);
      if (code !== 'ABCD-EFGH-JKLM-NPQR') return { ok: false, code: 'code_invalid', detail: 'Not right.' };
      state.known = connection;
      return { ok: true, value: {} };
    },
    storage: {
      getItem: (key) => state.kept[key] ?? null,
      setItem: (key, value) => {
        state.kept[key] = value;
      },
      removeItem: (key) => {
        delete state.kept[key];
      },
    },
  };
  return { state, deps, joining: createJoining(deps) };
}

describe('PKCE', () => {
  it('makes the challenge of RFC 7636, appendix B', async () => {
    expect(await challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
      'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    );
  });

  it('makes another verifier each time', async () => {
    const [a, b] = [await createPkce(), await createPkce()];
    expect(a.verifier).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(a.verifier).not.toBe(b.verifier);
  });
});

describe('joining', () => {
  it('opens the store with the challenge only, and keeps the verifier here', async () => {
    const { state, joining } = world();
    await joining.start();
    await joining.begin('signoff.example');
    const begun = JSON.parse(state.kept[BEGUN_KEY] ?? '{}');
    expect(state.tabs).toEqual([joinUrl(begun)]);
    expect(state.tabs[0]).toBe(`https://signoff.example/join?challenge=${begun.challenge}`);
    expect(state.tabs[0]).not.toContain(begun.verifier);
    expect(begun.challenge).toBe(await challengeOf(begun.verifier));
  });

  it('goes on after a reload where it was', async () => {
    const first = world();
    await first.joining.start();
    await first.joining.begin('signoff.example');
    const after = world(null, first.state.kept);
    await after.joining.start();
    expect(after.joining.stage.value).toEqual(first.joining.stage.value);
  });

  it('opens nothing where no store answers', async () => {
    const { state, joining } = world();
    await joining.start();
    for (const [there, isOnline, problem] of [
      ['stranger', true, 'stranger'],
      ['silent', true, 'silent'],
      ['silent', false, 'offline'],
    ] as const) {
      Object.assign(state, { there, isOnline });
      await joining.begin('signoff.example');
      expect(joining.addressProblem.value).toBe(problem);
    }
    expect(state.looked).toEqual(Array(3).fill('https://signoff.example'));
    expect([state.tabs, state.kept]).toEqual([[], {}]);
    expect(joining.stage.value.kind).toBe('address');
  });

  it('opens the page of a link first, keeps which it was, and not its token', async () => {
    const { state, joining } = world();
    await joining.start();
    await joining.begin('https://signoff.example/invitation?token=once-only');
    expect(state.tabs).toEqual(['https://signoff.example/invitation?token=once-only']);
    expect(state.kept[BEGUN_KEY]).not.toContain('once-only');
    await joining.reopen();
    expect(state.tabs[1]).toMatch(/\/join\?challenge=/);
    const after = world(null, state.kept);
    await after.joining.start();
    expect(after.joining.stage.value).toMatchObject({ kind: 'code', begun: { first: 'invitation' } });
  });

  it('begins anew when what was kept is not its own', async () => {
    for (const kept of ['{', '[]', '{"store":"http://evil.example","verifier":"v","challenge":"c"}']) {
      const { joining } = world(null, { [BEGUN_KEY]: kept });
      await joining.start();
      expect(joining.stage.value.kind).toBe('address');
    }
  });

  it('keeps the step when the code is wrong, and forgets the verifier when it was right', async () => {
    const { state, joining } = world();
    await joining.start();
    await joining.begin('signoff.example');
    await joining.finish('short');
    expect(joining.codeProblem.value).toBe('shape');
    expect(state.codes).toEqual([]);
    await joining.finish('AAAA-AAAA-AAAA-AAAA');
    expect(joining.codeProblem.value).toMatchObject({ code: 'code_invalid' });
    expect(joining.stage.value.kind).toBe('code');
    await joining.finish('abcdefghjklmnpqr');
    expect(joining.stage.value).toEqual({ kind: 'joined', connection, isNew: true });
    expect(state.kept).toEqual({});
  });

  it('lets a browser that was signed out join again', async () => {
    const { joining } = world({ ...connection, state: 'revoked' });
    await joining.start();
    expect(joining.stage.value).toMatchObject({ kind: 'address', before: { team: { name: 'Nord Fund' } } });
    const online = world(connection);
    await online.joining.start();
    expect(online.joining.stage.value).toEqual({ kind: 'joined', connection, isNew: false });
  });
});
