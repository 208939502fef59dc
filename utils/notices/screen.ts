import { browser } from 'wxt/browser';

const SCREEN = '/popup.html';

/** The review screen at a request, which its address names; at the queue where there is none. */
const screenAt = (request: string | null): string =>
  browser.runtime.getURL(request === null ? SCREEN : `${SCREEN}#${request}`);

/** Opens the review screen at a request, or at the queue: as the popup where the browser allows it, else in a tab. */
export async function openScreen(request: string | null): Promise<void> {
  try {
    await browser.action.setPopup({ popup: screenAt(request) });
    await browser.action.openPopup();
  } catch {
    // Firefox wants a press within the browser, Chrome a window in front.
    const tab = await browser.tabs.create({ url: screenAt(request) });
    if (tab.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
  } finally {
    await closeRequest();
  }
}

/** What its user opens from the toolbar is the queue. Call it as the worker starts, too: it may have been ended meanwhile. */
export async function closeRequest(): Promise<void> {
  await browser.action.setPopup({ popup: screenAt(null) });
}
