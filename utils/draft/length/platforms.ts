/**
 * What platforms take and show, as data; where and when each was looked up stands in `sources.ts`. Limits of accounts that
 * pay are not among it.
 */
import { blueskyBytes, blueskyGraphemes } from './bluesky.ts';
import type { Counter } from './count.ts';
import { FOLDS } from './folds.ts';
import { mastodon } from './mastodon.ts';
import { threads } from './threads.ts';
import { utf16 } from './units.ts';
import { weighX } from './x.ts';

/** What is counted, as it is told to authors. */
export type LengthUnit = 'characters' | 'bytes';

/** Longest text of a post. */
export interface LengthLimit {
  readonly limit: number;
  readonly unit: LengthUnit;
  readonly counter: Counter;
}

export interface PlatformLimits {
  /** Of several limits the one that is used up first counts. */
  readonly text: readonly LengthLimit[];
  /** UTF-16 units that are shown before “more”, on a phone. Absent where the whole post is shown or nobody says. */
  readonly fold?: number;
  /** Longest alternative text of an image, in UTF-16 units. Absent where nobody says. */
  readonly alt?: number;
  /** Hashtags that count: more are refused or have no effect. */
  readonly hashtags?: number;
}

const characters = (limit: number, counter: Counter = utf16): LengthLimit => ({
  limit,
  unit: 'characters',
  counter,
});

export const PLATFORM_LIMITS: Readonly<Record<string, PlatformLimits>> = {
  x: { text: [characters(280, weighX({ wholeEmoji: true }))], alt: 1000 },
  bluesky: {
    text: [characters(300, blueskyGraphemes), { limit: 3000, unit: 'bytes', counter: blueskyBytes }],
    alt: 2000,
  },
  // Of an instance that sets no other.
  mastodon: { text: [characters(500, mastodon)], alt: 1500 },
  linkedin: { text: [characters(3000)], fold: FOLDS.linkedin, alt: 1000 },
  facebook: { text: [characters(63_206)], fold: FOLDS.facebook },
  instagram: { text: [characters(2200)], fold: FOLDS.instagram, alt: 1000, hashtags: 5 },
  threads: { text: [characters(500, threads)], fold: FOLDS.threads, hashtags: 1 },
  // In TikTok's own composers; what posts through its API takes 2,200.
  tiktok: { text: [characters(4000)], fold: FOLDS.tiktok, alt: 300, hashtags: 5 },
  youtube: { text: [characters(5000)], hashtags: 60 },
  reddit: { text: [characters(40_000)] },
  pinterest: { text: [characters(500)], alt: 500 },
};

/** What is known of a platform, or null. */
export function limitsOf(platform: string): PlatformLimits | null {
  return Object.hasOwn(PLATFORM_LIMITS, platform) ? (PLATFORM_LIMITS[platform] ?? null) : null;
}
