/** Where each test composer stands: the platform's own origin, so that the shipped match patterns are what is tested. */
export const SITES = {
  x: 'https://x.com/home',
  linkedin: 'https://www.linkedin.com/feed/',
  facebook: 'https://www.facebook.com/',
  bluesky: 'https://bsky.app/',
  mastodon: 'https://mastodon.social/home',
} as const;

export type Site = keyof typeof SITES;

/** Every host a test browser may ask for; anything else is refused, so that a test can never leave the machine. */
export function siteOf(url: string): Site | null {
  for (const [site, address] of Object.entries(SITES)) {
    if (new URL(url).host === new URL(address).host) return site as Site;
  }
  return null;
}
