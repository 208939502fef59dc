/**
 * Sites that a user has switched on. What is on is kept in a database of its own, for the browser forgets registered
 * scripts when the extension is updated; the permission for a site is asked for by the popup, at a press, and given back
 * when the site is switched off.
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

/** Makes the browser's registered scripts what is switched on and still permitted; what is no longer is forgotten. */
export async function registerSites(): Promise<void> {
  const [sites, registered] = await Promise.all([
    switchedOnSites(),
    browser.scripting.getRegisteredContentScripts(),
  ]);
  const known = new Set(registered.map(({ id }) => id));
  for (const [host, kind] of sites) {
    const matches = [patternOf(host)];
    if (!(await browser.permissions.contains({ origins: matches }))) {
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

/**
 * Switches a site on and puts the script into the tab. Call it at a person's press, before anything is awaited: the
 * browser asks them for the permission.
 * @returns false when the person has said no
 */
export async function switchOn(host: string, tab: number): Promise<boolean> {
  if (!(await browser.permissions.request({ origins: [patternOf(host)] }))) return false;
  const [found] = await browser.scripting.executeScript({
    target: { tabId: tab },
    // Mastodon's own interface, of any version, hangs in an element of that name.
    func: () => document.querySelector('#mastodon, textarea.autosuggest-textarea__textarea') !== null,
  });
  const kind: SiteKind = found?.result === true ? 'mastodon' : 'site';
  await keep(host, kind);
  await registerSites();
  await browser.scripting.executeScript({
    target: { tabId: tab, allFrames: true },
    files: filesOf(kind),
    injectImmediately: true,
  });
  return true;
}

/** Switches a site off: no script runs in it from its next load on, and the permission is given back. */
export async function switchOff(host: string): Promise<void> {
  await keep(host, null);
  await registerSites();
  // A permission that an administrator has granted cannot be given back, and does no harm without a script.
  await browser.permissions.remove({ origins: [patternOf(host)] }).catch(() => false);
}
