import type practiceEn from '../../assets/locales/en/practice.json';
import { catalogsFrom } from '../../utils/i18n/catalogs.ts';
import { textsHook } from '../ui/locale.ts';

export const usePracticeTexts = textsHook(
  catalogsFrom<typeof practiceEn>(
    import.meta.glob('../../assets/locales/*/practice.json', { eager: true, import: 'default' }),
  ),
);
