/** Where and when the facts of `platforms.ts` were looked up. Kept apart: what runs in a page has no use for it. */

export interface Source {
  readonly source: string;
  /** ISO date. */
  readonly checked: string;
}

const read = (checked: string, source: string): Source => ({ source, checked });

const BUFFER = read('2026-11-22', 'https://developers.buffer.com/guides/character-limits');
const PUBLER = read(
  '2026-11-22',
  'https://help.publer.com/en/article/what-is-the-character-limit-for-all-social-networks-1a3utwz',
);
const TRUNCATE = read('2026-11-23', 'https://posttruncate.com/en/platform-limits/');
const ACCESSIBLE = read(
  '2026-11-23',
  'https://www.accessible-social.com/images-and-visuals/platform-image-accessibility',
);

/** By platform, and by what of it. */
export const SOURCES: Readonly<
  Record<string, Readonly<Partial<Record<'text' | 'fold' | 'alt' | 'hashtags', Source>>>>
> = {
  x: { text: read('2026-11-22', 'https://docs.x.com/fundamentals/counting-characters'), alt: ACCESSIBLE },
  bluesky: {
    text: read(
      '2026-11-22',
      'https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/feed/post.json',
    ),
    alt: ACCESSIBLE,
  },
  mastodon: {
    text: read(
      '2026-11-22',
      'https://github.com/mastodon/mastodon/blob/main/app/validators/status_length_validator.rb',
    ),
    alt: PUBLER,
  },
  linkedin: { text: BUFFER, fold: TRUNCATE, alt: ACCESSIBLE },
  facebook: { text: TRUNCATE, fold: TRUNCATE },
  instagram: {
    text: TRUNCATE,
    fold: TRUNCATE,
    alt: PUBLER,
    hashtags: read(
      '2026-11-22',
      'https://www.socialmediatoday.com/news/instagrams-implementing-new-limits-on-hashtag-use/808309',
    ),
  },
  threads: {
    text: read('2026-11-23', 'https://developers.facebook.com/documentation/threads/posts'),
    fold: TRUNCATE,
    hashtags: BUFFER,
  },
  tiktok: {
    text: read('2026-11-23', 'https://socialk.it/fr/tools/tiktok-character-counter'),
    fold: read('2026-11-23', 'https://utilhq.pages.dev/tools/tiktok-counter'),
    alt: ACCESSIBLE,
    hashtags: read(
      '2026-11-22',
      'https://github.com/coreyhaines31/marketingskills/blob/main/skills/social/references/platform-limits.md',
    ),
  },
  youtube: {
    text: BUFFER,
    hashtags: read('2026-11-23', 'https://blogdigger.com/how-many-hashtags-should-i-use-on-youtube/'),
  },
  reddit: { text: read('2026-11-23', 'https://phrasit.com/guides/social-media-character-limits') },
  pinterest: { text: PUBLER, alt: PUBLER },
};
