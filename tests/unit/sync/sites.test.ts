import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { registerSites, switchedOnSites, switchOff, switchOn } from '../../../utils/sync/sites.ts';

/** A browser that remembers what it is asked, and grants what it is told to. */
const { world, browser } = vi.hoisted(() => {
  const world = {
    managed: {} as Record<string, unknown>,
    granted: new Set<string>(),
    says: true,
    asked: [] as string[],
    scripts: [] as { readonly id: string; readonly js: readonly string[] }[],
    tabs: [] as { readonly id: number }[],
    inTabs: [] as { readonly tabId: number; readonly files: readonly string[] }[],
    isMastodon: false,
  };
  type Origins = { readonly origins: readonly string[] };
  const browser = {
    storage: { managed: { get: async () => world.managed }, onChanged: { addListener: () => undefined } },
    permissions: {
      contains: async ({ origins }: Origins) => origins.every((one) => world.granted.has(one)),
      async request({ origins }: Origins) {
        world.asked.push(...origins);
        if (world.says) for (const one of origins) world.granted.add(one);
        return world.says;
      },
      async remove({ origins }: Origins) {
        for (const one of origins) world.granted.delete(one);
        return true;
      },
    },
    tabs: { query: async () => world.tabs },
    scripting: {
      getRegisteredContentScripts: async () => world.scripts,
      async registerContentScripts(scripts: typeof world.scripts) {
        world.scripts.push(...scripts);
      },
      async unregisterContentScripts({ ids }: { readonly ids: readonly string[] }) {
        world.scripts = world.scripts.filter(({ id }) => !ids.includes(id));
      },
      async executeScript({ target, files }: { target: { tabId: number }; files?: string[] }) {
        if (files !== undefined) world.inTabs.push({ tabId: target.tabId, files });
        return [{ result: world.isMastodon }];
      },
    },
  };
  return { world, browser };
});
vi.mock('wxt/browser', () => ({ browser }));

const HOST = 'blog.example';
const PATTERN = `https://${HOST}/*`;

beforeEach(async () => {
  world.managed = {};
  world.granted.clear();
  // What is no longer permitted is forgotten.
  await registerSites();
  Object.assign(world, { says: true, asked: [], scripts: [], tabs: [], inTabs: [], isMastodon: false });
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
});

const on = async (): Promise<unknown> => Object.fromEntries(await switchedOnSites());

describe('switching a site on', () => {
  it('asks for that site before anything else, and puts the script into its open tabs', async () => {
    world.tabs = [{ id: 4 }, { id: 7 }];
    const done = switchOn(HOST);
    // Later it would not count as the person's press.
    expect(world.asked).toEqual([PATTERN]);
    expect(await done).toBe(true);
    expect(await on()).toEqual({ [HOST]: 'site' });
    expect(world.scripts.map(({ id }) => id)).toEqual([HOST]);
    expect(world.inTabs.map(({ tabId }) => tabId)).toEqual([4, 7]);
  });

  it('changes nothing when the person says no', async () => {
    world.says = false;
    expect(await switchOn(HOST)).toBe(false);
    expect(await on()).toEqual({});
    expect(world.scripts).toEqual([]);
  });

  it('takes an instance of Mastodon for one, by an open tab or by its front page', async () => {
    Object.assign(world, { tabs: [{ id: 1 }], isMastodon: true });
    await switchOn(HOST);
    expect(await on()).toEqual({ [HOST]: 'mastodon' });
    await switchOff(HOST);

    const asked: RequestInit[] = [];
    vi.stubGlobal('fetch', async (_address: string, how: RequestInit) => {
      asked.push(how);
      return new Response('<body><div class="app" id="mastodon"></div></body>');
    });
    world.tabs = [];
    await switchOn(HOST);
    expect(await on()).toEqual({ [HOST]: 'mastodon' });
    expect(asked).toMatchObject([{ credentials: 'omit', referrerPolicy: 'no-referrer' }]);
  });
});

describe('what the organisation has decided', () => {
  it('is heeded where sites are switched, whatever a page offers', async () => {
    await switchOn(HOST);
    world.managed = { lockSites: true };
    await expect(switchOn('other.example')).rejects.toMatchObject({ code: 'managed_sites' });
    await expect(switchOff(HOST)).rejects.toMatchObject({ code: 'managed_sites' });
    expect(await on()).toEqual({ [HOST]: 'site' });
    // The permission that was asked for in vain is given back; the one in use is not.
    expect([...world.granted]).toEqual([PATTERN]);
  });

  it('leaves a permission that was there before', async () => {
    world.granted.add('https://other.example/*');
    world.managed = { lockSites: true };
    await expect(switchOn('other.example')).rejects.toMatchObject({ code: 'managed_sites' });
    expect([...world.granted]).toEqual(['https://other.example/*']);
  });

  it('lets a site that it has set be allowed, and not be taken back', async () => {
    world.managed = { sites: [HOST], lockSites: true };
    expect(await switchOn(HOST)).toBe(true);
    await expect(switchOff(HOST)).rejects.toMatchObject({ code: 'managed_sites' });
    expect(await on()).toEqual({ [HOST]: 'site' });
  });

  it('is carried out by itself where the permission is there, and never by asking', async () => {
    world.managed = { sites: [HOST, 'not-allowed.example'] };
    world.granted.add(PATTERN);
    await registerSites();
    expect(await on()).toEqual({ [HOST]: 'site' });
    expect(world.scripts.map(({ id }) => id)).toEqual([HOST]);
    expect(world.asked).toEqual([]);
  });
});
