/** The texts that notices are made of: their own, and the names that all screens use. */
import type backgroundEn from '../../assets/locales/en/background.json';
import type commonEn from '../../assets/locales/en/common.json';
import { catalogsFrom } from '../i18n/catalogs.ts';
import { followingTranslator } from '../i18n/following.ts';
import type { Translator, UiLocale } from '../i18n/translator.ts';

const OWN = catalogsFrom<typeof backgroundEn>(
  import.meta.glob('../../assets/locales/*/background.json', { eager: true, import: 'default' }),
);
const COMMON = catalogsFrom<typeof commonEn>(
  import.meta.glob('../../assets/locales/*/common.json', { eager: true, import: 'default' }),
);

export interface NoticeTexts {
  readonly t: Translator<typeof backgroundEn>;
  readonly common: Translator<typeof commonEn>;
}

export function noticeTexts(locale: () => UiLocale): NoticeTexts {
  return { t: followingTranslator(locale, OWN), common: followingTranslator(locale, COMMON) };
}

/** The platform as people call it; its id where we have no better name. */
export function platformIn({ common }: NoticeTexts, platform: string): string {
  const key = `platform_${platform}`;
  return key in COMMON.en ? common(key as keyof typeof commonEn & string) : platform;
}
