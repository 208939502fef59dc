/**
 * The languages that people read Signoff in: each one has a folder in `assets/locales`, and a line here with the
 * language subtags of those who are served best by it. Screens, the store's pages, the command line and rule texts follow.
 */
export const LOCALES = {
  en: ['en'],
  nb: ['nb', 'no', 'nn'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type UiLocale = keyof typeof LOCALES;

export const UI_LOCALES = Object.keys(LOCALES) as readonly UiLocale[];

/** The language of ours that serves a BCP 47 tag best; undefined where none does. */
export function localeOf(tag: string): UiLocale | undefined {
  const [language = ''] = tag.toLowerCase().split('-');
  return UI_LOCALES.find((locale) => LOCALES[locale].some((subtag) => subtag === language));
}

/** The best of our languages for a list of BCP 47 tags, most wanted first; English where none of them is ours. */
export function pickLocale(wanted: readonly string[]): UiLocale {
  for (const tag of wanted) {
    const found = localeOf(tag);
    if (found !== undefined) return found;
  }
  return 'en';
}
