/**
 * Sites that a user has switched on. What is on is kept in a database of its own, for the browser forgets registered
 * scripts when the extension is updated; the permission for a site is asked for by a page of ours, at a press, and given
 * back when the site is switched off. What the organisation has decided is heeded here, whatever a page offers.
 */
import { type DBSchema, openDB } from 'idb';
import { browser } from 'wxt/browser';
import type { ScriptPublicPath } from 'wxt/utils/inject-script';
import { adapterFor } from '../platforms/registry.ts';

/** What a site is taken for: a page of nobody's, or an instance of Mastodon. */
export type SiteKind = 'site' | 'mastodon';

interface Sites extends DBSchema {
  /** By host name. */
  readonly sites: { readonly key: string; readonly value: SiteKind };
}

const COMPOSER: ScriptPublicPath = '/content-scripts/composer.js';
const FILES: Readonly<Record<SiteKind, ScriptPublicPath[]>> = {
  site: [COMPOSER],
  mastodon: ['/mastodon.js', COMPOSER],
};

/**
 * The second line stands where it is known by which requests a site publishes. Of a page of nobody's it is not: a request
 * that posts, one that saves a draft and one that counts keystrokes carry the same words, and to fail the wrong one would
 * break the site, so there is none, and the self-check says so.
 */
const LINE: ScriptPublicPath = '/page-world.js';
export const hasSecondLine = (kind: SiteKind): boolean => kind === 'mastodon';

/** A site's composer script is registered under its host, the second line beside it; no host name has a blank. */
const lineOf = (host: string): string => `line ${host}`;

/** The match pattern of a site; it names no port. */
export const patternOf = (host: string): string => `https://${host}/*`;
export const filesOf = (kind: SiteKind): ScriptPublicPath[] => FILES[kind];

const open = () =>
  openDB<Sites>('sites', 1, {
    upgrade(db) {
      db.createObjectStore('sites');
    },
  });

/** All sites that are switched on, by host name. */
export async function switchedOnSites(): Promise<Map<string, SiteKind>> {
  const db = await open();
  try {
    const tx = db.transaction('sites');
    const [hosts, kinds] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll()]);
    return new Map(hosts.map((host, at) => [host, kinds[at] ?? 'site']));
  } finally {
    db.close();
  }
}

async function keep(host: string, kind: SiteKind | null): Promise<void> {
  const db = await open();
  try {
    if (kind === null) await db.delete('sites', host);
    else await db.put('sites', kind, host);
  } finally {
    db.close();
  }
}

/** The host name of a page that can be switched on, or null: a platform of ours, or no page of the web. */
export function switchableHost(address: string | undefined): string | null {
  if (address === undefined || !URL.canParse(address)) return null;
  const { protocol, hostname, pathname } = new URL(address);
  return protocol === 'https:' && adapterFor({ hostname, pathname }) === null ? hostname : null;
}

type Script = Parameters<typeof browser.scripting.registerContentScripts>[0][number];

/** `world` is younger than the types: https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/scripting/RegisteredContentScript */
function lines(host: string, kind: SiteKind, when: Omit<Script, 'id' | 'js'>): Script[] {
  if (!hasSecondLine(kind)) return [];
  const script = { ...when, id: lineOf(host), js: [LINE], world: 'MAIN' };
  return [script as Script];
}

/** Loaded when it is needed: the popup need not have it to be painted. */
const locks = () => import('./site-locks.ts');

/** Switches on what the organisation wants checked and this browser permits already. */
async function adopt(sites: Map<string, SiteKind>): Promise<void> {
  for (const host of await (await locks()).presetSites()) {
    if (sites.has(host) || !(await isPermitted(host))) continue;
    const kind = await kindOf(host, []);
    await keep(host, kind);
    sites.set(host, kind);
  }
}

/** Whether scripts of this extension may run in the site. */
export const isPermitted = (host: string): Promise<boolean> =>
  browser.permissions.contains({ origins: [patternOf(host)] });

/** Makes the browser's registered scripts what is switched on and still permitted; what is no longer is forgotten. */
export async function registerSites(): Promise<void> {
  const [sites, registered] = await Promise.all([
    switchedOnSites(),
    browser.scripting.getRegisteredContentScripts(),
  ]);
  await adopt(sites);
  const known = new Set(registered.map(({ id }) => id));
  for (const [host, kind] of sites) {
    const matches = [patternOf(host)];
    if (!(await isPermitted(host))) {
      await keep(host, null);
      sites.delete(host);
      continue;
    }
    const when = { matches, runAt: 'document_start', allFrames: true } as const;
    const wanted = [{ ...when, id: host, js: filesOf(kind) }, ...lines(host, kind, when)];
    const scripts = wanted.filter(({ id }) => !known.has(id));
    if (scripts.length > 0) await browser.scripting.registerContentScripts(scripts);
  }
  const stay = new Set(
    [...sites].flatMap(([host, kind]) => (hasSecondLine(kind) ? [host, lineOf(host)] : [host])),
  );
  const gone = [...known].filter((id) => !stay.has(id));
  if (gone.length > 0) await browser.scripting.unregisterContentScripts({ ids: gone });
}

/** Mastodon's own interface, of any version, hangs in an element of that name. */
const MASTODON = '#mastodon, textarea.autosuggest-textarea__textarea';

/** What a site is taken for: by its open tabs, and where there is none by its front page, which is fetched as a stranger. */
async function kindOf(host: string, tabs: readonly number[]): Promise<SiteKind> {
  const looked = await Promise.all(
    tabs.map((tabId) =>
      browser.scripting
        .executeScript({
          target: { tabId },
          func: (selector: string) => document.querySelector(selector) !== null,
          args: [MASTODON],
        })
        // A tab that has gone meanwhile, or shows an error page, tells nothing.
        .catch(() => []),
    ),
  );
  const answers = looked.flatMap((frames) => frames.map(({ result }) => result));
  if (answers.length > 0) return answers.includes(true) ? 'mastodon' : 'site';
  try {
    const page = await fetch(`https://${host}/`, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(5_000),
    });
    return /\bid=["']mastodon["']/.test(await page.text()) ? 'mastodon' : 'site';
  } catch {
    return 'site';
  }
}

async function tabsOn(host: string): Promise<number[]> {
  const tabs = await browser.tabs.query({ url: patternOf(host) });
  return tabs.map(({ id }) => id).filter((id) => id !== undefined);
}

/**
 * Switches a site on and puts the script into its open tabs. Call it at a person's press, before anything is awaited:
 * the browser asks them for the permission.
 * @returns false when the person has said no
 * @throws LocalError `managed_sites` when the organisation lets users switch no further sites on
 */
export async function switchOn(host: string): Promise<boolean> {
  const origins = [patternOf(host)];
  const before = isPermitted(host);
  if (!(await browser.permissions.request({ origins }))) return false;
  try {
    await (await locks()).heedOrganisation(host, true);
  } catch (error) {
    if (!(await before)) await browser.permissions.remove({ origins });
    throw error;
  }
  const tabs = await tabsOn(host);
  const kind = await kindOf(host, tabs);
  await keep(host, kind);
  await registerSites();
  for (const tabId of tabs)
    await browser.scripting
      .executeScript({ target: { tabId, allFrames: true }, files: filesOf(kind), injectImmediately: true })
      // Such a tab has nothing to guard either.
      .catch(() => undefined);
  return true;
}

/**
 * Switches a site off: no script runs in it from its next load on, and the permission is given back.
 * @throws LocalError `managed_sites` when the organisation has switched it on, or lets users switch none off
 */
export async function switchOff(host: string): Promise<void> {
  await (await locks()).heedOrganisation(host, false);
  await keep(host, null);
  await registerSites();
  // A permission that an administrator has granted cannot be given back, and does no harm without a script.
  await browser.permissions.remove({ origins: [patternOf(host)] }).catch(() => false);
}
