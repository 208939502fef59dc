import { type ComponentChild, render } from 'preact';
import { browser } from 'wxt/browser';
import { type Catalogs, createTranslator, pickLocale } from '../../utils/i18n/translator.ts';
import { LocaleContext } from './locale.ts';

/** Draws a page of the extension in the browser's language. @param texts the page's own, its title among them */
export function startPage(page: ComponentChild, texts: Catalogs<{ readonly title: string }>): void {
  const tag = browser.i18n.getUILanguage();
  const locale = pickLocale([tag]);
  document.documentElement.lang = locale;
  document.title = createTranslator(locale, texts)('title');
  const root = document.getElementById('app');
  if (root === null) throw new Error('This page has no place to draw in.');
  render(<LocaleContext.Provider value={locale}>{page}</LocaleContext.Provider>, root);
}
