import type { Page } from 'playwright-core';
import type { TestChromium } from '../harness/chromium.ts';
import { POPUP_SIZE } from './world.ts';

/** The reviewer's popup in a tab of its own. */
export async function openPopup(reviewer: TestChromium): Promise<Page> {
  const popup = await reviewer.extensionPage('popup.html');
  await popup.setViewportSize(POPUP_SIZE);
  return popup;
}

/**
 * Opens the request that waits, by keyboard.
 * @param seen what must be there before anything is decided: words that no finding marks
 */
export async function openWaiting(popup: Page, seen: string): Promise<void> {
  await popup.bringToFront();
  // What is decided already stands in the list, too.
  await popup.locator('.queue-item').filter({ hasText: seen }).waitFor();
  await popup.keyboard.press('j');
  await popup.keyboard.press('Enter');
  await popup.locator('.pane-request').filter({ hasText: seen }).waitFor();
  await popup.locator('.decision-bar').waitFor();
}

/** Approves the only request that waits, in a popup opened for it, as a reviewer does. */
export async function approve(reviewer: TestChromium, seen: string): Promise<void> {
  const popup = await openPopup(reviewer);
  await openWaiting(popup, seen);
  await popup.keyboard.press('a');
  await popup.locator('.decision-bar').waitFor({ state: 'detached' });
  await popup.close();
}
