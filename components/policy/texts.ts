import type en from '../../assets/locales/en/policy.json';
import { catalogsFrom } from '../../utils/i18n/catalogs.ts';
import { textsHook } from '../ui/locale.ts';

const POLICY_TEXTS = catalogsFrom<typeof en>(
  import.meta.glob('../../assets/locales/*/policy.json', { eager: true, import: 'default' }),
);

export const usePolicyTexts = textsHook(POLICY_TEXTS);
export type PolicyTexts = ReturnType<typeof usePolicyTexts>;
