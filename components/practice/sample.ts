/** The pack that is practised with where there is no team: one that is about every trade. */
import { loadPack } from '../../utils/rules/load.ts';
import type { Pack } from '../../utils/rules/schema.ts';

/** Fetched when it is needed. @throws Error when it is not the pack that was shipped */
export async function loadSample(): Promise<Pack> {
  const { default: yaml } = await import('../../assets/packs/privacy.yml?raw');
  const loaded = loadPack(yaml, 'privacy.yml');
  if (!loaded.ok) throw new Error(loaded.errors[0].message);
  return loaded.pack;
}
