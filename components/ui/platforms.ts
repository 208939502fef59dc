import { ADAPTERS } from '../../utils/platforms/registry.ts';

/** The platforms that people can name: all but “any other site”, which says nothing of where. */
export const PLATFORM_IDS: readonly string[] = ADAPTERS.map(({ id }) => id).filter((id) => id !== 'site');
