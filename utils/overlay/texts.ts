import en from '../../assets/locales/en/composer.json' with { type: 'json' };
import nb from '../../assets/locales/nb/composer.json' with { type: 'json' };
import { createTranslator, type Translator, type UiLocale } from '../i18n/translator.ts';

export type ComposerTexts = Translator<typeof en>;
export type ComposerText = keyof typeof en;

/** What the author reads inside a composer. */
export const composerTexts = (locale: UiLocale): ComposerTexts => createTranslator(locale, { en, nb });
