/**
 * Message catalogues without a browser: the same files serve the extension, the store's pages and the CLI, and a person
 * may choose another language than the browser's. A message is text with `{name}` places; a plural message is an object
 * keyed by CLDR plural category and chosen by the parameter `count`.
 */
export const UI_LOCALES = ['en', 'nb'] as const;
export type UiLocale = (typeof UI_LOCALES)[number];

type Plural = { readonly [category in Intl.LDMLPluralRule]?: string };
export type Messages = { readonly [key: string]: string | Plural };
export type Params = { readonly [name: string]: string | number };

/** The best of our languages for a list of BCP 47 tags, most wanted first; Norwegian in any form is Bokmål. */
export function pickLocale(wanted: readonly string[]): UiLocale {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split('-')[0];
    if (language === 'nb' || language === 'no' || language === 'nn') return 'nb';
    if (language === 'en') return 'en';
  }
  return 'en';
}

export interface Translator<M extends Messages> {
  readonly locale: UiLocale;
  /** The message for `key` with its places filled. */
  (key: keyof M & string, params?: Params): string;
}

/** @param catalogs every language with the same keys (a test holds them to it). */
export function createTranslator<M extends Messages>(
  locale: UiLocale,
  catalogs: { readonly en: M; readonly nb: { readonly [K in keyof M]: string | Plural } },
): Translator<M> {
  const plurals = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  const translate = (key: keyof M & string, params: Params = {}): string => {
    const entry = catalogs[locale][key] ?? catalogs.en[key];
    if (entry === undefined) return key;
    const text =
      typeof entry === 'string' ? entry : (entry[plurals.select(Number(params.count))] ?? entry.other ?? key);
    return text.replace(/\{(\w+)\}/g, (place, name: string) => {
      const value = params[name];
      if (value === undefined) return place;
      return typeof value === 'number' ? number.format(value) : value;
    });
  };
  return Object.assign(translate, { locale });
}
