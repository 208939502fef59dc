/** Sites that a user has switched on. The content script is put into them by the browser, for as long as they stay on. */
import type { PlatformAdapter } from './adapter.ts';
import { mastodonAdapter } from './mastodon.ts';
import { siteAdapter } from './site.ts';

/** Set in the content script's own world, which no page sees, before the script itself runs. */
const MASTODON = Symbol.for('signoff.mastodon');

/** Says that the site in whose frame this runs is an instance of Mastodon. */
export function sayMastodon(): void {
  (globalThis as { [MASTODON]?: true })[MASTODON] = true;
}

/** The adapter of a site that has been switched on. */
export function switchedOn(): PlatformAdapter {
  return (globalThis as { [MASTODON]?: true })[MASTODON] === true ? mastodonAdapter : siteAdapter;
}
