import optionsEn from '../../assets/locales/en/options.json';
import welcomeEn from '../../assets/locales/en/welcome.json';
import optionsNb from '../../assets/locales/nb/options.json';
import welcomeNb from '../../assets/locales/nb/welcome.json';
import { textsHook } from '../ui/locale.ts';

export const useWelcomeTexts = textsHook({ en: welcomeEn, nb: welcomeNb });
export const useOptionsTexts = textsHook({ en: optionsEn, nb: optionsNb });
