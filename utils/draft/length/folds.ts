/**
 * UTF-16 units that a platform shows before “more”, on a phone; apart from the counters, so that a page which only shows
 * posts need not load those. Where and when each was looked up stands in `sources.ts`.
 */
export const FOLDS = { linkedin: 140, facebook: 110, instagram: 125, threads: 250, tiktok: 80 } as const;

/** Absent where the whole post is shown or nobody says. */
export function foldOf(platform: string): number | undefined {
  return Object.hasOwn(FOLDS, platform) ? FOLDS[platform as keyof typeof FOLDS] : undefined;
}
