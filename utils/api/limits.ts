/** Those of {@link LIMITS} that a page's script goes by; by themselves, for it carries no others. */
export const AUDIENCE_LENGTH = 200;
export const MOST_THUMBNAILS = 8;
export const POST_ID_LENGTH = 500;
export const ADDRESS_LENGTH = 2_000;

/** Sizes both sides agree on. A command over a limit is refused with the field's name, never cut. */
export const LIMITS = {
  parts: 50,
  partText: 65_536,
  mediaPerPart: 20,
  alt: 10_000,
  /** Small pictures of a version's media, and characters of each as a `data:` address (24 kB of picture). */
  thumbnails: MOST_THUMBNAILS,
  thumbnail: 32_800,
  /** Posts that one publishing makes: a thread. */
  posts: 50,
  /** Words that an author asks to have accepted. */
  askedWords: 200,
  postId: POST_ID_LENGTH,
  address: ADDRESS_LENGTH,
  account: 200,
  audience: AUDIENCE_LENGTH,
  note: 2_000,
  reason: 2_000,
  findings: 1_000,
  /** Names that an author declares of a draft. */
  declared: 100,
  mutationsPerPush: 100,
  pageSize: 200,
  /** Posts of the team that a changed ruleset is tried on. */
  recentPosts: 500,
  packsPerRuleset: 50,
  packYaml: 5_000_000,
  webhooks: 20,
  body: 8_000_000,
} as const;
