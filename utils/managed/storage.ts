/** The browser's managed storage: read when it is needed, and told about when a policy changes. */
import { browser } from 'wxt/browser';
import { type Managed, readSettings } from './settings.ts';

/** Firefox rejects where no policy names the extension; that is no settings, as in Chrome. */
export async function readManaged(): Promise<Managed> {
  const raw: Record<string, unknown> = await browser.storage.managed.get(null).catch(() => ({}));
  return readSettings(raw);
}

/** Calls whenever a policy has changed while the browser runs. @returns how to stop it */
export function onManagedChange(call: () => void): () => void {
  const heard = (_changes: unknown, area: string): void => {
    if (area === 'managed') call();
  };
  browser.storage.onChanged.addListener(heard);
  return () => browser.storage.onChanged.removeListener(heard);
}
