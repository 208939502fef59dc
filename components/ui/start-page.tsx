import { type ComponentChild, render } from 'preact';
import { browser } from 'wxt/browser';
import { pickLocale } from '../../utils/i18n/translator.ts';
import { LocaleContext } from './locale.ts';

/** Draws a page of the extension in the browser's language. */
export function startPage(page: ComponentChild, title: { readonly en: string; readonly nb: string }): void {
  const tag = browser.i18n.getUILanguage();
  const locale = pickLocale([tag]);
  document.documentElement.lang = locale;
  document.title = title[locale];
  const root = document.getElementById('app');
  if (root === null) throw new Error('This page has no place to draw in.');
  render(<LocaleContext.Provider value={locale}>{page}</LocaleContext.Provider>, root);
}
