import { type ComponentChild, render } from 'preact';
import { type Catalogs, createTranslator } from '../../utils/i18n/translator.ts';
import { spokenLocale } from '../../utils/managed/language.ts';
import { LocaleContext } from './locale.ts';

/**
 * Draws a page of the extension in the language that the organisation has set, else the browser's.
 * @param texts the page's own, its title among them
 */
export async function startPage(
  page: ComponentChild,
  texts: Catalogs<{ readonly title: string }>,
): Promise<void> {
  const locale = await spokenLocale();
  document.documentElement.lang = locale;
  document.title = createTranslator(locale, texts)('title');
  const root = document.getElementById('app');
  if (root === null) throw new Error('This page has no place to draw in.');
  render(<LocaleContext.Provider value={locale}>{page}</LocaleContext.Provider>, root);
}
