/** Which language Signoff speaks in this browser. Small: every page asks it before it is painted. */
import { browser } from 'wxt/browser';
import { localeOf, pickLocale, type UiLocale } from '../i18n/locales.ts';

/** What the organisation has set, else the browser's own. Firefox rejects where no policy names the extension. */
export async function spokenLocale(): Promise<UiLocale> {
  const { language } = await browser.storage.managed
    .get('language')
    .catch((): Record<string, unknown> => ({}));
  const set = typeof language === 'string' ? localeOf(language) : undefined;
  return set ?? pickLocale([browser.i18n.getUILanguage()]);
}
