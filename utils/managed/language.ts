/** Which language Signoff speaks in this browser. Small: every page asks it before it is painted. */
import { browser } from 'wxt/browser';
import { localeOf, pickLocale, type UiLocale } from '../i18n/locales.ts';

/**
 * What the organisation has set, else what serves best. Firefox rejects where no policy names the extension.
 * @param wanted BCP 47 tags, most wanted first; the browser's own language when left out
 */
export async function spokenLocale(
  wanted: readonly string[] = [browser.i18n.getUILanguage()],
): Promise<UiLocale> {
  const { language } = await browser.storage.managed
    .get('language')
    .catch((): Record<string, unknown> => ({}));
  const set = typeof language === 'string' ? localeOf(language) : undefined;
  return set ?? pickLocale(wanted);
}
