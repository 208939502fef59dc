/** What stands in a post beside plain words. Offsets are UTF-16, `end` is exclusive. */
export interface Entity {
  readonly start: number;
  readonly end: number;
}

/** With or without a scheme. */
export interface UrlEntity extends Entity {
  /** As the author wrote it. */
  readonly url: string;
  /** Lower case, without port and user. */
  readonly host: string;
}

/** `@name`, `@name/list`, or `@name@host` of another server. */
export interface MentionEntity extends Entity {
  /** As X reads it: without its sign, up to a dot or hyphen. */
  readonly name: string;
  /** The list that follows a name on X, without its slash, or null. */
  readonly list: string | null;
  /** Server of a fediverse name, lower case, or null. */
  readonly host: string | null;
  /** As other platforms read it: with dots and hyphens inside (`kari.nordmann`, `name.bsky.social`), or `name@host`. */
  readonly handle: string;
}

/** `#name`; `name` is without its sign. */
export interface HashtagEntity extends Entity {
  readonly name: string;
}

/** `$NAME`, a listed security; `name` is without its sign. */
export interface CashtagEntity extends Entity {
  readonly name: string;
}

export interface EmailEntity extends Entity {
  /** As the author wrote it. */
  readonly address: string;
}

/** One picture as a reader sees it, however many code points it is made of. */
export interface EmojiEntity extends Entity {
  readonly emoji: string;
}

export interface NumberEntity extends Entity {
  readonly value: number;
  /** ISO 4217 code where a sign or code says so, else null. */
  readonly currency: string | null;
  readonly percent: boolean;
}

/** From the opening mark to the closing one, both included; each is one UTF-16 unit. */
export type QuoteEntity = Entity;

/** Each in order of `start`, not overlapping among themselves; found when first asked for. */
export interface Entities {
  readonly urls: readonly UrlEntity[];
  readonly mentions: readonly MentionEntity[];
  readonly hashtags: readonly HashtagEntity[];
  readonly cashtags: readonly CashtagEntity[];
  readonly emails: readonly EmailEntity[];
  readonly emojis: readonly EmojiEntity[];
  readonly numbers: readonly NumberEntity[];
  readonly quotes: readonly QuoteEntity[];
}
