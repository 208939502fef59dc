/**
 * Where each platform writes a new post, to open it from the extension's own pages. General knowledge of the sites, not
 * read from their documentation; when one moves, its front page opens, and the text is on the clipboard all the same.
 */
const ADDRESSES: Readonly<Record<string, string>> = {
  x: 'https://x.com/compose/post',
  linkedin: 'https://www.linkedin.com/feed/?shareActive=true',
  facebook: 'https://www.facebook.com/',
  bluesky: 'https://bsky.app/intent/compose',
  threads: 'https://www.threads.com/intent/post',
  instagram: 'https://www.instagram.com/',
  reddit: 'https://www.reddit.com/submit',
  youtube: 'https://studio.youtube.com/',
  tiktok: 'https://www.tiktok.com/tiktokstudio/upload',
  pinterest: 'https://www.pinterest.com/pin-creation-tool/',
  buffer: 'https://publish.buffer.com/',
};

/** Null where it depends on the account: a Mastodon server, a site that was switched on. */
export function composeAddress(platform: string): string | null {
  return Object.hasOwn(ADDRESSES, platform) ? (ADDRESSES[platform] ?? null) : null;
}
