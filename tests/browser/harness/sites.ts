/** Where each test composer stands: the platform's own origin, so that the shipped match patterns are what is tested. */
export const SITES = {
  x: 'https://x.com/home',
  linkedin: 'https://www.linkedin.com/feed/',
  facebook: 'https://www.facebook.com/',
  bluesky: 'https://bsky.app/',
  mastodon: 'https://mastodon.social/home',
  threads: 'https://www.threads.com/',
  instagram: 'https://www.instagram.com/',
  reddit: 'https://www.reddit.com/r/northwind/submit',
  youtube: 'https://www.youtube.com/channel/UCnorthwind/posts',
  tiktok: 'https://www.tiktok.com/tiktokstudio/upload',
  pinterest: 'https://www.pinterest.com/pin-creation-tool/',
  buffer: 'https://publish.buffer.com/all-channels',
  /** Nobody's: a site that its user switches on. */
  site: 'https://blog.example/new',
} as const;

export type Site = keyof typeof SITES;

/** Every host a test browser may ask for; anything else is refused, so that a test can never leave the machine. */
export function siteOf(url: string): Site | null {
  for (const [site, address] of Object.entries(SITES)) {
    if (new URL(url).host === new URL(address).host) return site as Site;
  }
  return null;
}
