import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { builtExtension, ownCopy } from './build.ts';
import type { TestChromium } from './chromium.ts';

/** The browser's notices, as the extension's worker has them. */
interface Notices {
  getAll(): Promise<Record<string, boolean>>;
  readonly onClicked: { dispatch(id: string): void };
  readonly onButtonClicked: { dispatch(id: string, button: number): void };
  create: (id: string, options: ShownNotice) => Promise<string>;
  update: (id: string, options: ShownNotice) => Promise<boolean>;
}
interface Inside {
  readonly chrome: { readonly notifications: Notices };
  told?: Record<string, ShownNotice>;
}

export interface ShownNotice {
  readonly title: string;
  readonly message: string;
  readonly buttons: readonly { readonly title: string }[];
}

/**
 * The built extension with one thing more: the permission to show notices, which no test can grant in the question that
 * the browser asks. Nobody has switched them on yet. The folder is the caller's to remove.
 */
export async function noticingExtension(): Promise<string> {
  const folder = await ownCopy(builtExtension('chrome'));
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as {
    permissions: string[];
    optional_permissions?: string[];
  };
  manifest.permissions.push(...(manifest.optional_permissions ?? []));
  delete manifest.optional_permissions;
  await writeFile(file, JSON.stringify(manifest));
  return folder;
}

/** Remembers in the worker what each notice says, which the browser does not tell. Call it anew after a worker's end. */
export async function overhear(browser: TestChromium): Promise<void> {
  const worker = await browser.worker();
  await worker.evaluate(() => {
    const scope = globalThis as unknown as Inside;
    const { notifications } = scope.chrome;
    if (scope.told !== undefined) return;
    const told: Record<string, ShownNotice> = {};
    scope.told = told;
    for (const way of ['create', 'update'] as const) {
      const real = notifications[way].bind(notifications) as (
        id: string,
        options: ShownNotice,
      ) => Promise<never>;
      notifications[way] = (id: string, options: ShownNotice) => {
        told[id] = options;
        return real(id, options);
      };
    }
  });
}

/** What is on the screen, by its id; what was shown before {@link overhear} without words. */
export async function onScreen(browser: TestChromium): Promise<Record<string, ShownNotice | null>> {
  const worker = await browser.worker();
  return worker.evaluate(async () => {
    const { chrome, told = {} } = globalThis as unknown as Inside;
    const ids = Object.keys(await chrome.notifications.getAll());
    return Object.fromEntries(ids.map((id) => [id, told[id] ?? null]));
  });
}

/** Presses a notice, as the browser tells the extension of it. @param button null for a press beside the buttons */
export async function press(browser: TestChromium, id: string, button: number | null): Promise<void> {
  const worker = await browser.worker();
  await worker.evaluate(
    ([notice, which]) => {
      const { onClicked, onButtonClicked } = (globalThis as unknown as Inside).chrome.notifications;
      if (which === null) onClicked.dispatch(notice);
      else onButtonClicked.dispatch(notice, which);
    },
    [id, button] as const,
  );
}

/**
 * The request that the popup stands open at, in its bubble; null while there is none. Any focus elsewhere closes it.
 * @param onlooker a page of the extension, which sees the others of its kind
 */
export function openedAt(onlooker: Page): Promise<string | null> {
  return onlooker.evaluate(() => {
    const { chrome } = globalThis as unknown as {
      chrome: { extension: { getViews(of: { type: 'popup' }): Window[] } };
    };
    const [popup] = chrome.extension.getViews({ type: 'popup' });
    const row = popup?.document.querySelector<HTMLElement>('.queue-item[aria-current="true"]');
    return row?.dataset.request ?? null;
  });
}

/** What the browser has kept of what its user wants to be told of. @param page of the extension */
export function keptSettings(page: Page): Promise<unknown> {
  return page.evaluate(async () => {
    const { chrome } = globalThis as unknown as {
      chrome: { storage: { local: { get(key: string): Promise<Record<string, unknown>> } } };
    };
    return (await chrome.storage.local.get('notices')).notices;
  });
}

/** A person puts a notice away. @param page of the extension */
export async function dismiss(page: Page, id: string): Promise<void> {
  await page.evaluate((notice) => {
    const { chrome } = globalThis as unknown as {
      chrome: { notifications: { clear(id: string): Promise<boolean> } };
    };
    return chrome.notifications.clear(notice);
  }, id);
}

/** Asks the background to fetch now, which starts it where it was ended. @param page of the extension */
export async function sync(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { chrome } = globalThis as unknown as {
      chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } };
    };
    return chrome.runtime.sendMessage({ type: 'page/sync' });
  });
}

/** What waits for the quiet to end, as the extension keeps it. @param page of the extension */
export function heldBack(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const result = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await result(indexedDB.open('signoff'));
    try {
      const ledger = await result(db.transaction('meta').objectStore('meta').get('notices'));
      return ledger?.held ?? [];
    } finally {
      db.close();
    }
  });
}
