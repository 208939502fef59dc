/** The packs that Signoff ships, by id; each is `assets/packs/<id>.yml`. Reading the files is the caller's edge. */
export const STARTER_PACKS = ['finance-us', 'inclusive', 'privacy'] as const;

export type StarterPackId = (typeof STARTER_PACKS)[number];

export function isStarterPack(id: string): id is StarterPackId {
  return STARTER_PACKS.some((known) => known === id);
}

export function starterPackFile(id: StarterPackId): string {
  return `${id}.yml`;
}
