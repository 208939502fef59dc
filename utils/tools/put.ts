import { browser } from 'wxt/browser';

/** Puts the tools into the top frame of a tab. Where nothing may be put, nobody answers, and that is what is said then. */
export async function putTools(tabId: number): Promise<void> {
  await browser.scripting
    .executeScript({ target: { tabId, frameIds: [0] }, files: ['/tools.js'], injectImmediately: true })
    .catch(() => undefined);
}
