import type sitesEn from '../../assets/locales/en/sites.json';
import { catalogsFrom } from '../../utils/i18n/catalogs.ts';
import { textsHook } from '../ui/locale.ts';

export const useSiteTexts = textsHook(
  catalogsFrom<typeof sitesEn>(
    import.meta.glob('../../assets/locales/*/sites.json', { eager: true, import: 'default' }),
  ),
);
