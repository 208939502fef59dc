import type en from '../../assets/locales/en/composer.json';
import { catalogsFrom } from '../i18n/catalogs.ts';
import { createTranslator, type Translator, type UiLocale } from '../i18n/translator.ts';

const CATALOGS = catalogsFrom<typeof en>(
  import.meta.glob('../../assets/locales/*/composer.json', { eager: true, import: 'default' }),
);

export type ComposerTexts = Translator<typeof en>;
export type ComposerText = keyof typeof en;

/** What the author reads inside a composer. */
export const composerTexts = (locale: UiLocale): ComposerTexts => createTranslator(locale, CATALOGS);
