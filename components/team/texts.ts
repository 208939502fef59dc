import type optionsEn from '../../assets/locales/en/options.json';
import type welcomeEn from '../../assets/locales/en/welcome.json';
import { catalogsFrom } from '../../utils/i18n/catalogs.ts';
import { textsHook } from '../ui/locale.ts';

export const WELCOME_TEXTS = catalogsFrom<typeof welcomeEn>(
  import.meta.glob('../../assets/locales/*/welcome.json', { eager: true, import: 'default' }),
);
export const OPTIONS_TEXTS = catalogsFrom<typeof optionsEn>(
  import.meta.glob('../../assets/locales/*/options.json', { eager: true, import: 'default' }),
);

export const useWelcomeTexts = textsHook(WELCOME_TEXTS);
export const useOptionsTexts = textsHook(OPTIONS_TEXTS);
