/** The composers' tabs: telling them that something changed, and giving them the script after an installation or update. */
import { browser } from 'wxt/browser';
import type { ScriptPublicPath } from 'wxt/utils/inject-script';
import type { BroadcastMessage } from '../messages.ts';
import type { Frame } from '../messaging/listen.ts';
import { MATCHES } from '../platforms/registry.ts';
import { filesOf, patternOf, switchedOnSites } from './sites.ts';

/** A manifest's content script; `world` is younger than the types. */
interface Script {
  readonly js?: readonly string[] | undefined;
  readonly all_frames?: boolean | undefined;
  readonly world?: 'MAIN' | 'ISOLATED';
}

const NEWS: BroadcastMessage = { type: 'state-changed' };
const NOBODY = /receiving end does not exist|could not establish connection/i;

/** Ids of the tabs on the named platforms or sites, those in front first. */
async function composerTabs(matches: readonly string[]): Promise<number[]> {
  const tabs = await browser.tabs.query({ url: [...matches] });
  return tabs
    .sort((a, b) => Number(b.active) - Number(a.active))
    .map((tab) => tab.id)
    .filter((id) => id !== undefined);
}

/** @returns whether a script of this installation runs there */
async function tell(tab: number): Promise<boolean> {
  try {
    await browser.tabs.sendMessage(tab, NEWS);
    return true;
  } catch (error) {
    // A script that listens and does not answer also rejects in some browsers; only "nobody there" counts.
    return !NOBODY.test(error instanceof Error ? error.message : String(error));
  }
}

/** Tells all composers to ask for the state again. Tabs without our script are passed over. */
export async function announce(): Promise<void> {
  const sites = [...(await switchedOnSites()).keys()].map(patternOf);
  const tabs = await composerTabs([...MATCHES, ...sites]);
  await Promise.all(tabs.map(tell));
}

/** Puts the lint engine into a frame in which a composer's script runs. @throws when the frame is gone or forbidden */
export async function injectLinter({ tab, frame }: Frame): Promise<void> {
  await browser.scripting.executeScript({
    target: { tabId: tab, frameIds: [frame] },
    files: ['/linter.js'],
    injectImmediately: true,
  });
}

/**
 * Chrome leaves open tabs without the new script after an installation or update, so their Post button would be
 * unguarded (or held by an orphan) until they are reloaded. Firefox does this by itself.
 */
export async function injectOpenTabs(): Promise<void> {
  const scripts: readonly Script[] = browser.runtime.getManifest().content_scripts ?? [];
  for (const { js = [], all_frames: allFrames = false, world } of scripts) {
    // The second line stands before the page's first script or not at all; the self-check says when it is missing.
    if (world === 'MAIN') continue;
    // The manifest names the built files; their type knows only this build's.
    await inject(MATCHES, js as ScriptPublicPath[], allFrames);
  }
  for (const [host, kind] of await switchedOnSites()) await inject([patternOf(host)], filesOf(kind), true);
}

async function inject(
  matches: readonly string[],
  files: ScriptPublicPath[],
  allFrames: boolean,
): Promise<void> {
  for (const tabId of await composerTabs(matches)) {
    if (await tell(tabId)) continue;
    // A tab that is gone, discarded or showing an error page has nothing to guard; it gets the script when it loads.
    await browser.scripting.executeScript({ target: { tabId, allFrames }, files }).catch(() => undefined);
  }
}
