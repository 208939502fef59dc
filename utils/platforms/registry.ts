import type { PlatformId } from '../draft/draft.ts';
import type { PlatformAdapter } from './adapter.ts';
import { blueskyAdapter } from './bluesky.ts';
import { bufferAdapter } from './buffer.ts';
import { facebookAdapter } from './facebook.ts';
import { instagramAdapter } from './instagram.ts';
import { linkedInAdapter } from './linkedin.ts';
import { mastodonAdapter } from './mastodon.ts';
import { pinterestAdapter } from './pinterest.ts';
import { redditAdapter } from './reddit.ts';
import { siteAdapter } from './site.ts';
import { threadsAdapter } from './threads.ts';
import { tiktokAdapter } from './tiktok.ts';
import { xAdapter } from './x.ts';
import { youtubeAdapter } from './youtube.ts';

/** Importable without a DOM: the build reads {@link MATCHES} from here. */
export const ADAPTERS: readonly PlatformAdapter[] = [
  xAdapter,
  linkedInAdapter,
  facebookAdapter,
  blueskyAdapter,
  mastodonAdapter,
  threadsAdapter,
  instagramAdapter,
  redditAdapter,
  youtubeAdapter,
  tiktokAdapter,
  pinterestAdapter,
  bufferAdapter,
  siteAdapter,
];

/** Where the practice composers are served; only a playground build runs there. */
export const PLAYGROUND_MATCHES: readonly string[] = [
  'http://127.0.0.1/playground/*',
  'http://localhost/playground/*',
];

// Plain Node has no `import.meta.env`; a build replaces it, and what it guards falls away.
const PLAYGROUND: boolean = import.meta.env?.VITE_PLAYGROUND === '1';

/** All match patterns of the content script, as the manifest takes them (a pattern without a port means any port). */
export const MATCHES: readonly string[] = [
  ...ADAPTERS.flatMap((adapter) => adapter.matches),
  ...(PLAYGROUND ? PLAYGROUND_MATCHES : []),
];

export function adapterById(id: PlatformId): PlatformAdapter | null {
  return ADAPTERS.find((adapter) => adapter.id === id) ?? null;
}

const hostOf = (pattern: string): string => pattern.replace(/^[^:]+:\/\/([^/]+)\/.*$/, '$1');

const BY_HOST: ReadonlyMap<string, PlatformAdapter> = new Map(
  ADAPTERS.flatMap((adapter) => adapter.matches.map((pattern) => [hostOf(pattern), adapter] as const)),
);

/** The adapter of the page at `location`, or null when no platform of ours lives there. */
export function adapterFor(location: {
  readonly hostname: string;
  readonly pathname: string;
}): PlatformAdapter | null {
  if (PLAYGROUND && (location.hostname === '127.0.0.1' || location.hostname === 'localhost')) {
    const platform = /^\/playground\/([a-z]+)(?:\/|$)/.exec(location.pathname)?.[1];
    return platform === undefined ? null : adapterById(platform);
  }
  return BY_HOST.get(location.hostname) ?? null;
}
