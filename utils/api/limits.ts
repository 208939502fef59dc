/** Sizes both sides agree on. A command over a limit is refused with the field's name, never cut. */
export const LIMITS = {
  parts: 50,
  partText: 65_536,
  mediaPerPart: 20,
  alt: 10_000,
  account: 200,
  note: 2_000,
  reason: 2_000,
  findings: 1_000,
  /** Names that an author declares of a draft. */
  declared: 100,
  mutationsPerPush: 100,
  pageSize: 200,
  packsPerRuleset: 50,
  packYaml: 5_000_000,
  webhooks: 20,
  body: 8_000_000,
} as const;
