// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { describe, expect, it } from 'vitest';
import { createJoining, type JoinDeps } from '../../../components/team/join.ts';
import { OWN_STORE, OwnTeam } from '../../../components/welcome/OwnTeam.tsx';
import { WelcomeScreen } from '../../../components/welcome/WelcomeScreen.tsx';
import type { ManagedSettings } from '../../../utils/managed/settings.ts';
import type { Found } from '../../../utils/sync/client.ts';
import type { LocalConnection } from '../../../utils/sync/live.ts';
import { sitesOf } from '../../gallery/groups/site.tsx';
import { connection, organisationOf } from '../../gallery/groups/welcome.tsx';
import { createStage, settle } from './stage.ts';

const nothing = (): void => undefined;
const stage = createStage();

function world(known: LocalConnection | null, more: Partial<JoinDeps> = {}) {
  const state = { known, there: 'store' as Found, tabs: [] as string[] };
  const joining = createJoining({
    openStore: async () => ({ connection: async () => state.known }),
    openTab: async (url) => state.tabs.push(url),
    look: async () => state.there,
    isOnline: () => true,
    join: async () => ({ ok: false, code: 'code_invalid', detail: 'Used.' }),
    storage: { getItem: () => null, setItem: nothing, removeItem: nothing },
    ...more,
  });
  return { state, joining };
}

async function show(
  joining: ReturnType<typeof createJoining>,
  settings: ManagedSettings = {},
): Promise<void> {
  await act(() =>
    render(
      <WelcomeScreen
        joining={joining}
        organisation={organisationOf(settings)}
        sites={sitesOf([])}
        Practice={() => <p>Practice</p>}
        onRules={nothing}
        onConnection={nothing}
      />,
      stage.root,
    ),
  );
  await settle();
}

describe('the welcome page', () => {
  it.each([
    ['stranger', true, 'not a team store of Signoff'],
    ['silent', true, 'No team store answers at this address'],
    ['silent', false, 'This computer is offline'],
  ] as const)('says what is at an address: %s (online: %s)', async (there, isOnline, said) => {
    const { state, joining } = world(null, { isOnline: () => isOnline });
    state.there = there;
    await show(joining);
    await stage.submit('signoff.example');
    expect(stage.root.querySelector('.field-error')?.textContent).toContain(said);
    expect(document.activeElement).toBe(stage.root.querySelector('input'));
    expect(stage.root.querySelector('input')?.value).toBe('signoff.example');
    expect(state.tabs).toEqual([]);
  });

  it('opens an invitation first, then the code', async () => {
    const { state, joining } = world(null);
    await show(joining);
    await stage.submit(' https://signoff.example/invitation?token=abc&x=1#y ');
    expect(state.tabs).toEqual(['https://signoff.example/invitation?token=abc']);
    expect(stage.root.textContent).toContain('Accept the invitation at signoff.example');
    const get = [...stage.root.querySelectorAll('button')].find((one) => one.textContent === 'Get the code');
    await act(() => get?.click());
    expect(state.tabs[1]).toMatch(/^https:\/\/signoff\.example\/join\?challenge=/);
  });

  it('says what became of a code that does not count, and where a new one is', async () => {
    const { state, joining } = world(null);
    await show(joining);
    await stage.submit('signoff.example');
    await stage.submit('ABCD-EFGH-JKLM-NPQR');
    expect(stage.root.querySelector('.field-error')?.textContent).toContain('This code does not count');
    const again = [...stage.root.querySelectorAll('button')].find(
      (one) => one.textContent === 'Get a new code',
    );
    await act(() => again?.click());
    expect(state.tabs.length).toBe(2);
  });

  it('promises nothing that is kept when the store is gone at the last step', async () => {
    const { joining } = world(null, {
      join: async () => ({ ok: false, code: 'unreachable', detail: 'Gone.' }),
    });
    await show(joining);
    await stage.submit('signoff.example');
    await stage.submit('ABCD-EFGH-JKLM-NPQR');
    expect(stage.root.querySelector('.field-error')?.textContent).toContain('this browser has not joined');
  });

  it('tells whom the team has signed out what happened, and has the address ready', async () => {
    const { joining } = world(connection('Nordlys Fund', 'revoked', 'author'));
    await show(joining);
    expect(stage.root.textContent).toContain('This browser was signed out of Nordlys Fund');
    expect(stage.root.querySelector('input')?.value).toBe('https://signoff.nordlys.example');
  });

  it('has sites, practice and what comes then for whoever has joined, the store there or not', async () => {
    await show(world(connection('Nordlys Fund', 'offline', 'author')).joining);
    for (const part of [
      'Where posts are checked',
      'Practice',
      'Then',
      'The store cannot be reached just now',
    ])
      expect(stage.root.textContent).toContain(part);
    expect(document.activeElement?.tagName).toBe('H1');
  });

  it('lets whoever is curious practise before joining', async () => {
    await show(world(null).joining);
    expect(stage.root.textContent).not.toContain('Practice');
    const first = [...stage.root.querySelectorAll('button')].find((one) =>
      one.textContent?.startsWith('Try it first'),
    );
    await act(() => first?.click());
    expect(stage.root.textContent).toContain('Practice');
  });

  it('has the choice made where an organisation has locked it, and offers no other', async () => {
    const { state, joining } = world(null);
    await show(joining, { store: 'https://set.example', lockConnection: true });
    const input = stage.root.querySelector('input');
    expect([input?.value, input?.readOnly]).toEqual(['https://set.example', true]);
    expect(stage.root.textContent).toContain('Set by your organisation.');
    expect(stage.root.querySelector('details')).toBeNull();
    stage.root.querySelector('form')?.dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
    await settle();
    expect(state.tabs).toEqual([expect.stringMatching(/^https:\/\/set\.example\/join/)]);
  });

  it('says why it cannot start', async () => {
    const broken = Object.assign(new Error('Blocked.'), { code: 'database_blocked', detail: 'Blocked.' });
    const { joining } = world(null, { openStore: () => Promise.reject(broken) });
    await show(joining);
    expect(stage.root.textContent).toContain('Close Signoff’s other windows');
  });
});

describe('a team of one’s own', () => {
  it.each([
    ['store', 'A store runs on this computer'],
    ['silent', 'No store runs on this computer'],
    ['stranger', 'No store runs on this computer'],
  ] as const)('looks on this computer when it is opened, not before: %s', async (there, said) => {
    const looked: string[] = [];
    const used: string[] = [];
    const look = async (store: string): Promise<Found> => {
      looked.push(store);
      return there;
    };
    await act(() => render(<OwnTeam look={look} onUse={(store) => used.push(store)} />, stage.root));
    await settle();
    expect(looked).toEqual([]);
    const details = stage.root.querySelector('details') as HTMLDetailsElement;
    details.open = true;
    details.dispatchEvent(new Event('toggle'));
    await settle();
    expect(looked).toEqual([OWN_STORE]);
    expect(stage.root.textContent).toContain(said);
    const [button] = stage.root.querySelectorAll('button');
    await act(() => button?.click());
    await settle();
    expect(there === 'store' ? used : looked.slice(1)).toEqual([OWN_STORE]);
  });
});
