import type en from '../../assets/locales/en/insight.json';
import { catalogsFrom } from '../../utils/i18n/catalogs.ts';
import { textsHook } from '../ui/locale.ts';

const INSIGHT_TEXTS = catalogsFrom<typeof en>(
  import.meta.glob('../../assets/locales/*/insight.json', { eager: true, import: 'default' }),
);

export const useInsightTexts = textsHook(INSIGHT_TEXTS);
export type InsightTexts = ReturnType<typeof useInsightTexts>;
