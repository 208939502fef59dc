/** The store's sentences, in the reader's language. */
import { readFileSync } from 'node:fs';
import type commonEn from '../assets/locales/en/common.json';
import type errorsEn from '../assets/locales/en/errors.json';
import type storeEn from '../assets/locales/en/store.json';
import type { RefusalCode } from '../utils/api/codes.ts';
import { readCatalogs } from '../utils/i18n/read-catalogs.ts';
import {
  createTranslator,
  pickLocale,
  type Translator,
  UI_LOCALES,
  type UiLocale,
} from '../utils/i18n/translator.ts';

export type StoreTextKey = keyof typeof storeEn;

export interface Texts {
  readonly locale: UiLocale;
  readonly say: Translator<typeof storeEn>;
  readonly refusal: (code: RefusalCode) => string;
  /** The platform as people call it; its id where we have no better name. */
  readonly platform: (id: string) => string;
}

const read = (path: string): string =>
  readFileSync(new URL(`../assets/locales/${path}`, import.meta.url), 'utf8');

function load(locale: UiLocale): Texts {
  const names = readCatalogs<typeof commonEn>('common', read);
  const common = createTranslator(locale, names);
  return {
    locale,
    say: createTranslator(locale, readCatalogs<typeof storeEn>('store', read)),
    refusal: createTranslator(locale, readCatalogs<typeof errorsEn>('errors', read)),
    platform(id) {
      const key = `platform_${id}`;
      return Object.hasOwn(names.en, key) ? common(key as keyof typeof commonEn) : id;
    },
  };
}

const texts = new Map(UI_LOCALES.map((locale) => [locale, load(locale)]));

/** @param header `Accept-Language`; tags are taken in the order of their weight */
export function textsFor(header: string | undefined): Texts {
  const wanted = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().split(';');
      const weight = params
        .map((param) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(param)?.[1])
        .find((q) => q !== undefined);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
  const found = texts.get(pickLocale(wanted));
  if (found === undefined) throw new Error('every locale has its texts');
  return found;
}
