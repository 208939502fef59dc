/** Desktop notices, as the background has them: the teller with the browser around it. */
import { browser } from 'wxt/browser';
import type { UiLocale } from '../i18n/translator.ts';
import type { Database } from '../sync/db.ts';
import { findRequest } from '../sync/local.ts';
import { explainIn } from '../sync/texts.ts';
import { bringToOpenComposer } from './compose.ts';
import { createDesktop } from './desktop.ts';
import { closeRequest, openScreen } from './screen.ts';
import { loadNoticeSettings, onNoticeSettings } from './storage.ts';
import { createTeller, type Teller } from './teller.ts';
import { noticeTexts } from './texts.ts';

const ALARM = 'notices';

/** @param kept something new is in the outbox, or was taken out of it */
export function createNotices(db: Database, locale: () => UiLocale, kept: () => void): Teller {
  const teller = createTeller({
    db,
    desktop: createDesktop(),
    settings: loadNoticeSettings,
    texts: noticeTexts(locale),
    explain: (error) => explainIn(locale())(error),
    kept,
    open: openScreen,
    async compose(request) {
      const found = (await db.read((tx) => findRequest(tx, request)))?.request;
      const newest = found?.versions.at(-1);
      return found?.state === 'approved' && newest !== undefined && bringToOpenComposer(newest);
    },
    async wakeAt(at) {
      if (at === null) await browser.alarms.clear(ALARM);
      else if ((await browser.alarms.get(ALARM))?.scheduledTime !== at)
        await browser.alarms.create(ALARM, { when: at });
    },
  });
  return {
    tell: teller.tell,
    start() {
      teller.start();
      void closeRequest();
      onNoticeSettings(() => void teller.tell());
      browser.alarms.onAlarm.addListener(({ name }) => {
        if (name === ALARM) void teller.tell();
      });
    },
  };
}
