/** Sentences for the codes of this side, in the reader's language. The store sends its own in the browser's language. */
import type syncEn from '../../assets/locales/en/sync.json';
import { catalogsFrom } from '../i18n/catalogs.ts';
import { createTranslator, type UiLocale } from '../i18n/translator.ts';

/** What to show for an error, a refusal or a problem. */
export type Explain = (error: { readonly code: string; readonly detail: string }) => string;

const CATALOGS = catalogsFrom<typeof syncEn>(
  import.meta.glob('../../assets/locales/*/sync.json', { eager: true, import: 'default' }),
);

function isKey(code: string): code is keyof typeof syncEn {
  return Object.hasOwn(CATALOGS.en, code);
}

/** @returns the sentence for the code, or the error's own where it has none here (all that the store says) */
export function explainIn(locale: UiLocale): Explain {
  const t = createTranslator(locale, CATALOGS);
  return ({ code, detail }) => (isKey(code) ? t(code) : detail);
}
