/** The team's packs beside those that come with the store. Pure. */
import type { ShippedPack } from '../../utils/api/routes.ts';
import type { Overrides, Pack } from '../../utils/rules/schema.ts';
import { isLater } from '../../utils/rules/upgrade.ts';
import type { CheckedPack } from './workbench.ts';

/**
 * `same`: as it comes with the store. `newer`: a later version came. `edited`: of the same version or a later one, and
 * another text. `own`: none that comes with the store. `broken`: its text cannot be read.
 */
export type ShelfState = 'same' | 'newer' | 'edited' | 'own' | 'broken';

export interface ShelfEntry {
  readonly file: string;
  readonly yaml: string;
  /** The pack as it could be read last. */
  readonly pack: Pack | null;
  readonly state: ShelfState;
  readonly shipped: ShippedPack | null;
}

export function shelfOf(packs: readonly CheckedPack[], shipped: readonly ShippedPack[]): ShelfEntry[] {
  return packs.map(({ file, yaml, pack, mistakes }) => {
    const known = shipped.find((one) => one.pack === pack?.pack) ?? null;
    return { file, yaml, pack, state: stateOf(), shipped: known };

    function stateOf(): ShelfState {
      if (pack === null || mistakes.length > 0) return 'broken';
      if (known === null) return 'own';
      if (known.yaml === yaml) return 'same';
      return isLater(known.version, pack.version) ? 'newer' : 'edited';
    }
  });
}

/** Packs that come with the store and that the team does not have. */
export function unusedPacks(
  packs: readonly CheckedPack[],
  shipped: readonly ShippedPack[],
): readonly ShippedPack[] {
  const used = new Set(packs.map(({ pack }) => pack?.pack));
  return shipped.filter(({ pack }) => !used.has(pack));
}

/** A file name that no pack has yet. */
export function freeFile(packs: readonly Pick<CheckedPack, 'file'>[], pack: string): string {
  const taken = new Set(packs.map(({ file }) => file));
  let file = `${pack}.yml`;
  for (let i = 2; taken.has(file); i++) file = `${pack}-${i}.yml`;
  return file;
}

/** The overrides of a pack's rules that a team has. @param pack its id */
export function withoutPack(overrides: Overrides, pack: string): Overrides {
  return Object.fromEntries(Object.entries(overrides).filter(([name]) => !name.startsWith(`${pack}/`)));
}
