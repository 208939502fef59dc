/** How each platform shows a post, as data: enough to judge it by, not a copy of the page. */

export type Family =
  /** The text, then what is attached. */
  | 'feed'
  /** The picture or video first, the text below it. */
  | 'media'
  /** A title, then the text. */
  | 'titled';

export interface Shape {
  readonly family: Family;
  readonly avatar: 'round' | 'square';
  /** Several parts are one thread, joined by a line; elsewhere they are fields of one post. */
  readonly isThread: boolean;
}

const feed: Shape = { family: 'feed', avatar: 'round', isThread: false };
const thread: Shape = { ...feed, isThread: true };
const media: Shape = { family: 'media', avatar: 'round', isThread: false };
const titled: Shape = { family: 'titled', avatar: 'round', isThread: false };

export const SHAPES: Readonly<Record<string, Shape>> = {
  x: thread,
  linkedin: feed,
  facebook: feed,
  bluesky: thread,
  mastodon: { ...thread, avatar: 'square' },
  threads: thread,
  instagram: media,
  tiktok: media,
  youtube: titled,
  reddit: titled,
  pinterest: { ...titled, family: 'media' },
  buffer: feed,
  site: feed,
};

/** The shape of a platform; one that is not known is shown as a plain post. */
export function shapeOf(platform: string): Shape {
  return Object.hasOwn(SHAPES, platform) ? (SHAPES[platform] ?? feed) : feed;
}

/** The host of the first link in a text, as a link card names it; null where there is none. */
export function linkHost(text: string): string | null {
  const [address] = /https?:\/\/[^\s<>"“”]+/u.exec(text) ?? [];
  return address !== undefined && URL.canParse(address) ? new URL(address).host.replace(/^www\./, '') : null;
}

/** Where a text is cut by “more”: an offset in UTF-16 units that halves no character, or null when all is shown. */
export function foldAt(text: string, fold: number | undefined): number | null {
  if (fold === undefined || text.length <= fold) return null;
  const before = text.charCodeAt(fold - 1);
  return before >= 0xd800 && before <= 0xdbff ? fold - 1 : fold;
}
