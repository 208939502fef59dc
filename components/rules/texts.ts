import type en from '../../assets/locales/en/rules.json';
import { catalogsFrom } from '../../utils/i18n/catalogs.ts';
import { textsHook } from '../ui/locale.ts';

const CATALOGS = catalogsFrom<typeof en>(
  import.meta.glob('../../assets/locales/*/rules.json', { eager: true, import: 'default' }),
);

/** Texts of the rules console. */
export const useRulesTexts = textsHook(CATALOGS);
export type RulesTexts = ReturnType<typeof useRulesTexts>;

/** A parameter as people call it; as rules write it where there is no better name. */
export function parameterName(t: RulesTexts, name: string): string {
  const key = `parameter_${name.replace('.', '_')}`;
  return key in CATALOGS.en ? t(key as keyof typeof en) : name;
}

/** A word that a parameter may be, as people say it. */
export function choiceName(t: RulesTexts, choice: string): string {
  const key = `choice_${choice}`;
  return key in CATALOGS.en ? t(key as keyof typeof en) : choice;
}
