/**
 * Message catalogues without a browser: the same files serve the extension, the store's pages and the CLI, and a person
 * may choose another language than the browser's. A message is text with `{name}` places; a plural message is an object
 * keyed by CLDR plural category and chosen by the parameter `count`.
 */
import type { UiLocale } from './locales.ts';

export { pickLocale, UI_LOCALES, type UiLocale } from './locales.ts';

type Plural = { readonly [category in Intl.LDMLPluralRule]?: string };
export type Messages = { readonly [key: string]: string | Plural };
export type Params = { readonly [name: string]: string | number };

/** An area's messages in every language; what a language lacks is said in English. */
export type Catalogs<M extends Messages> = { readonly en: M } & {
  readonly [L in UiLocale]?: { readonly [K in keyof M]?: string | Plural };
};

export interface Translator<M extends Messages> {
  readonly locale: UiLocale;
  /** The message for `key` with its places filled. */
  (key: keyof M & string, params?: Params): string;
}

/** @param catalogs every language with the same keys (a test holds them to it). */
export function createTranslator<M extends Messages>(locale: UiLocale, catalogs: Catalogs<M>): Translator<M> {
  const plurals = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  const translate = (key: keyof M & string, params: Params = {}): string => {
    const entry = catalogs[locale]?.[key] ?? catalogs.en[key];
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
