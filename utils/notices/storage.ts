/**
 * Where this browser keeps what its user wants to be told of. Not in the team's database: it is the user's own, and stays
 * when a team is left.
 */
import '../sync/no-eval.ts';
import { browser } from 'wxt/browser';
import { readNoticeSettings } from './read-settings.ts';
import type { NoticeSettings } from './settings.ts';

const KEY = 'notices';

export async function loadNoticeSettings(): Promise<NoticeSettings> {
  return readNoticeSettings((await browser.storage.local.get(KEY))[KEY]);
}

export async function saveNoticeSettings(settings: NoticeSettings): Promise<void> {
  await browser.storage.local.set({ [KEY]: settings });
}

/** Calls whenever they have changed, in whichever page. @returns how to stop */
export function onNoticeSettings(call: () => void): () => void {
  const heard = (changes: Readonly<Record<string, unknown>>, area: string): void => {
    if (area === 'local' && KEY in changes) call();
  };
  browser.storage.onChanged.addListener(heard);
  return () => browser.storage.onChanged.removeListener(heard);
}
