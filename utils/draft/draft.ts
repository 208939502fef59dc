/**
 * What a composer holds now. Plain data: an adapter builds it, everything else only reads it.
 * Offsets into `Part.text` are UTF-16 code units, as in every string of this code base.
 */

declare const platformBrand: unique symbol;
/** Id of a platform in `utils/platforms/registry.ts`, lower case: `x`, `linkedin`, … */
export type PlatformId = string & { readonly [platformBrand]?: 'platform' };

export type MediaKind = 'image' | 'video' | 'gif' | 'other';

/** `digest` is the SHA-256 (hex) of the bytes, or null while they are not known. */
export interface Media {
  readonly kind: MediaKind;
  readonly alt: string | null;
  readonly digest: string | null;
}

/** One post of a thread; a plain post is a draft with one part. */
export interface Part {
  readonly text: string;
  readonly media: readonly Media[];
}

/**
 * What `scheduledFor` says when the composer is set to publish later and the time cannot be read: a draft's time is an
 * ISO time or null, null means "now", and an approval for now must not cover a post that waits. Never a real time.
 */
export const UNREADABLE_TIME = '1970-01-01T00:00:00.000Z';

export interface Draft {
  readonly platform: PlatformId;
  /** The account that would publish, as the platform names it (handle or id); null when it cannot be seen. */
  readonly account: string | null;
  readonly parts: readonly Part[];
  /** Address or id of the post this replies to, or null. */
  readonly replyTo: string | null;
  /** Address or id of the post this quotes, or null. */
  readonly quotes: string | null;
  /** ISO 8601 time set in the composer, {@link UNREADABLE_TIME}, or null for "now". */
  readonly scheduledFor: string | null;
  /**
   * Who will see it, in the page's own words, where the composer shows it; left out elsewhere. Part of the content: what
   * was approved for connections only is another post when everyone sees it.
   */
  readonly audience?: string | undefined;
}

/** A text as the linter takes it: one post, now, by nobody in particular. */
export function draftOf(text: string, platform: string): Draft {
  return {
    platform,
    account: null,
    parts: [{ text, media: [] }],
    replyTo: null,
    quotes: null,
    scheduledFor: null,
  };
}

/** The draft in lists that may be written, as types made by zod want them. */
export const mutableDraft = (draft: Draft) => ({
  ...draft,
  parts: draft.parts.map((part) => ({ ...part, media: [...part.media] })),
});

/** True when there is nothing to check or hold: no text, no media. */
export function isEmptyDraft(draft: Draft): boolean {
  return draft.parts.every((part) => part.text.trim() === '' && part.media.length === 0);
}

/** Epoch ms at which the draft is to go out; null for "now" and for a time that could not be read. */
export function plannedTime({ scheduledFor }: Pick<Draft, 'scheduledFor'>): number | null {
  return scheduledFor === null || scheduledFor === UNREADABLE_TIME ? null : Date.parse(scheduledFor);
}
