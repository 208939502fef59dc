/** The packs that come with Signoff, by id; each is `assets/packs/<id>.yml`. Reading the files is the caller's edge. */
export const SHIPPED_PACKS = [
  'brand-safety',
  'craft',
  'disclosure',
  'finance-uk-eu',
  'finance-us',
  'government',
  'health-us',
  'inclusive',
  'privacy',
  'risky-tone',
] as const;

export type ShippedPackId = (typeof SHIPPED_PACKS)[number];

/** Those of them that are switched on where nobody has chosen yet. */
export const STARTER_PACKS = [
  'finance-us',
  'inclusive',
  'privacy',
] as const satisfies readonly ShippedPackId[];

export function isShippedPack(id: string): id is ShippedPackId {
  return SHIPPED_PACKS.some((known) => known === id);
}

export function packFile(id: ShippedPackId): string {
  return `${id}.yml`;
}
