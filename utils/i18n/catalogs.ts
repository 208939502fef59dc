import { UI_LOCALES } from './locales.ts';
import type { Catalogs, Messages } from './translator.ts';

/**
 * The catalogues of one area by language, from its files by their paths (`…/assets/locales/nb/popup.json`), as
 * `import.meta.glob` of a bundler gives them.
 * @throws Error when the area has no English file
 */
export function catalogsFrom<M extends Messages>(files: Readonly<Record<string, unknown>>): Catalogs<M> {
  const catalogs: Record<string, unknown> = {};
  for (const [path, messages] of Object.entries(files)) {
    const [, language] = /\/locales\/([\w-]+)\/[^/]+$/.exec(path) ?? [];
    const locale = UI_LOCALES.find((one) => one === language);
    if (locale !== undefined) catalogs[locale] = messages;
  }
  if (catalogs.en === undefined)
    throw new Error(`There is no English text among ${Object.keys(files).join(', ')}.`);
  return catalogs as Catalogs<M>;
}
