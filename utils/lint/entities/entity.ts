/** What stands in a post beside plain words. Offsets are UTF-16, `end` is exclusive. */
export interface Entity {
  readonly start: number;
  readonly end: number;
}

/** With or without a scheme. */
export interface UrlEntity extends Entity {
  /** As the author wrote it. */
  readonly url: string;
  /** Lower case, without port. */
  readonly host: string;
}

export interface NumberEntity extends Entity {
  readonly value: number;
  /** ISO 4217 code where a sign or code says so, else null. */
  readonly currency: string | null;
  readonly percent: boolean;
}

/** A named thing: the name without its sign. */
export interface NamedEntity extends Entity {
  readonly name: string;
}

/** Each in order of `start`; found when first asked for. */
export interface Entities {
  readonly urls: readonly UrlEntity[];
  readonly mentions: readonly NamedEntity[];
  readonly hashtags: readonly NamedEntity[];
  readonly cashtags: readonly NamedEntity[];
  readonly emails: readonly Entity[];
  readonly emojis: readonly Entity[];
  readonly numbers: readonly NumberEntity[];
  readonly quotes: readonly Entity[];
}
