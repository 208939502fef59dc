import type en from '../../assets/locales/en/composer.json';
import { catalogsFrom } from '../i18n/catalogs.ts';
import { followingTranslator } from '../i18n/following.ts';
import type { UiLocale } from '../i18n/translator.ts';
import type { ReplyOf } from '../messages.ts';
import type { ComposerTexts } from './texts.ts';

/** What the author reads in a page: English is in the script, another language comes from the background, once. */
export function spokenTexts(): {
  readonly texts: ComposerTexts;
  speak(spoken: ReplyOf['composer/texts']): void;
} {
  let locale: UiLocale = 'en';
  const catalogs: Record<string, unknown> = catalogsFrom<typeof en>(
    import.meta.glob('../../assets/locales/en/composer.json', { eager: true, import: 'default' }),
  );
  return {
    texts: followingTranslator<typeof en>(() => locale, catalogs as { readonly en: typeof en }),
    speak(spoken) {
      if (spoken.messages === null) return;
      catalogs[spoken.locale] = spoken.messages;
      ({ locale } = spoken);
    },
  };
}
