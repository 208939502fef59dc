/** Brings an approved text to where it is to go out, without a page of the extension. */
import { browser } from 'wxt/browser';
import type { RequestVersion } from '../api/entities.ts';
import { adapterById } from '../platforms/registry.ts';
import { restoreIn } from '../restore/ask.ts';

/**
 * Puts an approved text into an empty composer of its platform that is open in some tab, and brings that tab to the front.
 * @returns false where there is none that takes it: the clipboard is for a page of the extension
 */
export async function bringToOpenComposer({
  draft,
  fingerprint,
}: Pick<RequestVersion, 'draft' | 'fingerprint'>): Promise<boolean> {
  const matches = adapterById(draft.platform)?.matches ?? [];
  if (matches.length === 0) return false;
  const tabs = await browser.tabs.query({ url: [...matches] });
  tabs.sort((a, b) => Number(b.active) - Number(a.active) || (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0));
  const approved = { parts: draft.parts.map(({ text }) => text), fingerprint };
  for (const { id, windowId } of tabs) {
    if (id === undefined) continue;
    const restored = await restoreIn(approved, id);
    if (restored !== 'restored' && restored !== 'differs') continue;
    await browser.tabs.update(id, { active: true });
    if (windowId !== undefined) await browser.windows.update(windowId, { focused: true });
    return true;
  }
  return false;
}
