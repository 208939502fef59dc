// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { describe, expect, it } from 'vitest';
import { SitesPanel } from '../../../components/site/SitesPanel.tsx';
import { createSites, type SitePorts, type Sites } from '../../../components/site/sites.ts';
import type { Managed, ManagedSettings } from '../../../utils/managed/settings.ts';
import { checkSite } from '../../../utils/site-address.ts';
import { LocalError } from '../../../utils/sync/errors.ts';
import { createStage, settle } from './stage.ts';

const HOST = 'blog.example';

function world(settings: ManagedSettings = {}, more: Partial<SitePorts> = {}) {
  const state = {
    on: new Map<string, string>(),
    refusedPlatforms: [] as string[],
    says: true,
    allowed: [] as string[],
  };
  const managed = signal<Managed>({ settings, wrong: [] });
  let changed = (): void => {};
  const sites: Sites = createSites(
    {
      switchedOn: async () => state.on,
      isAllowed: async (origins) => !origins.some((one) => state.refusedPlatforms.includes(one)),
      async allow(origins) {
        state.allowed.push(...origins);
        if (state.says) state.refusedPlatforms = [];
        return state.says;
      },
      async switchOn(host) {
        if (state.says) state.on.set(host, 'site');
        return state.says;
      },
      async switchOff(host) {
        state.on.delete(host);
      },
      follow(call) {
        changed = call;
        return () => {
          changed = () => {};
        };
      },
      ...more,
    },
    managed,
  );
  return { state, sites, managed, permissionsChange: () => changed() };
}

const stage = createStage();

const button = (name: string): HTMLButtonElement => {
  const found = [...stage.root.querySelectorAll('button')].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent) === name,
  );
  if (found === undefined) throw new Error(`There is no button “${name}” in: ${stage.root.textContent}`);
  return found;
};

async function show(sites: Sites): Promise<void> {
  await act(() => render(<SitesPanel sites={sites} />, stage.root));
  await settle();
}

describe('the address of a site', () => {
  it.each([
    ['blog.example', 'blog.example'],
    [' HTTPS://Blog.Example:8443/new?x=1 ', 'blog.example'],
    ['intranet', 'intranet'],
    ['blåbær.example', 'xn--blbr-roah.example'],
  ])('%j is taken for %s', (typed, host) => {
    expect(checkSite(typed)).toEqual({ ok: true, host });
  });

  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['two words', 'malformed'],
    ['*.example', 'malformed'],
    ['https://*/*', 'malformed'],
    ['ftp://blog.example', 'malformed'],
    ['https://me:word@blog.example', 'malformed'],
    ['javascript:alert(1)', 'malformed'],
    ['http://blog.example', 'insecure'],
  ])('%j is refused: %s', (typed, problem) => {
    expect(checkSite(typed)).toEqual({ ok: false, problem });
  });
});

describe('the sites of this browser', () => {
  it('name every platform, and say that nothing else is on', async () => {
    await show(world().sites);
    expect(stage.root.textContent).toContain('LinkedIn');
    expect(stage.root.textContent).toContain('No other site is switched on');
  });

  it('switch a site on at the press itself, and off again, and the focus is not lost', async () => {
    const { state, sites } = world();
    await show(sites);
    await stage.submit('https://blog.example/new');
    expect([...state.on.keys()]).toEqual([HOST]);
    expect(stage.root.textContent).toContain('Posts on blog.example are checked from now on.');
    expect(stage.root.querySelector('input')?.value).toBe('');
    await act(() => button(`Stop checking on ${HOST}`).click());
    await settle();
    expect([...state.on.keys()]).toEqual([]);
    expect(stage.root.querySelector('[role=status]')?.textContent).toContain('blog.example is off.');
    expect(document.activeElement?.textContent).toBe('Where posts are checked');
  });

  it('ask before anything is awaited', () => {
    const asked: string[] = [];
    const { sites } = world(
      {},
      {
        switchOn: async (host) => {
          asked.push(host);
          return true;
        },
      },
    );
    sites.type(HOST);
    void sites.add();
    expect(asked).toEqual([HOST]);
  });

  it.each([
    ['', 'Type the address of a site.'],
    ['*', 'name one site only'],
    ['http://blog.example', 'begins with https://'],
    ['https://www.linkedin.com/feed/', 'it is checked already'],
  ])('refuse %j with what would be right', async (typed, said) => {
    const { state, sites } = world();
    await show(sites);
    await stage.submit(typed);
    expect(stage.root.querySelector('.field-error')?.textContent).toContain(said);
    expect(stage.root.querySelector('input')?.getAttribute('aria-invalid')).toBe('true');
    expect(state.on.size).toBe(0);
  });

  it('say what it means that the person said no, and keep what was typed', async () => {
    const { state, sites } = world();
    state.says = false;
    await show(sites);
    await stage.submit(HOST);
    expect(stage.root.textContent).toContain('blog.example stays off, because the browser was not allowed.');
    expect(stage.root.querySelector('input')?.value).toBe(HOST);
  });

  it('show a platform that the browser keeps Signoff from, and the way back', async () => {
    const { state, sites } = world();
    state.refusedPlatforms = ['https://x.com/*'];
    await show(sites);
    expect(stage.root.textContent).toContain('This browser does not let Signoff run here');
    await act(() => button('Allow Signoff on X').click());
    await settle();
    expect(state.allowed).toContain('https://x.com/*');
    expect(stage.root.textContent).not.toContain('This browser does not let Signoff run here');
  });

  it('follow a permission that is taken back elsewhere', async () => {
    const { state, sites, permissionsChange } = world();
    state.on.set(HOST, 'site');
    await show(sites);
    expect(stage.root.textContent).toContain(HOST);
    state.on.clear();
    permissionsChange();
    await settle();
    expect(stage.root.querySelector('.site-list')).toBeNull();
  });
});

describe('sites that the organisation has set', () => {
  it('wait for one press, then are not the user’s to switch off', async () => {
    const { state, sites } = world({ sites: [HOST, 'x.com'], lockSites: true });
    await show(sites);
    expect(stage.root.textContent).toContain('Your organisation wants posts checked here.');
    // A platform comes with Signoff, set or not.
    expect(stage.root.textContent).not.toContain('x.com');
    expect(stage.root.querySelector('form')).toBeNull();
    expect(stage.root.textContent).toContain('so none can be added here');
    await act(() => button(`Allow Signoff on ${HOST}`).click());
    await settle();
    expect([...state.on.keys()]).toEqual([HOST]);
    expect(stage.root.textContent).toContain('only your organisation can change that');
    expect([...stage.root.querySelectorAll('.site-list button')]).toEqual([]);
  });

  it('are told from what failed', async () => {
    const refusal = new LocalError('managed_sites', 'No.');
    const { state, sites } = world({}, { switchOff: () => Promise.reject(refusal) });
    state.on.set(HOST, 'site');
    await show(sites);
    await act(() => button(`Stop checking on ${HOST}`).click());
    await settle();
    expect(stage.root.textContent).toContain('Your organisation decides about blog.example');
  });
});
