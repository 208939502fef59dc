import type { Media, PlatformId } from '../draft/draft.ts';

/** A composer found in a page, as elements of that page; cheap to find again, so never kept across events. */
export interface Composer {
  /** The element that holds all parts and the publish control. Its identity tells two composers apart. */
  readonly root: Element;
  /**
   * Editable roots of all parts, in the order in which they will be posted, and after them the other text fields that
   * are published with them and say something now (a poll's options). Never empty.
   */
  readonly editors: readonly HTMLElement[];
  /** The platform's publish controls that belong to this composer (visible or not). */
  readonly publishControls: readonly HTMLElement[];
}

/** One file a platform: how to find its composer and read what the text alone does not say. No state, no listeners. */
export interface PlatformAdapter {
  readonly id: PlatformId;
  /** The platform's own name, as people write it. */
  readonly name: string;
  /** Match patterns of the content script and host permission. */
  readonly matches: readonly string[];
  /** All composers on the page now, open shadow roots included. */
  findComposers(document: Document): Composer[];
  /** Who would publish, or null when the page does not tell: an approval is then worth nothing. */
  account(composer: Composer): string | null;
  /** Who will see it, in the page's own words or address, or null where the composer does not show it. */
  audience(composer: Composer): string | null;
  /** Media of the part whose editor is `composer.editors[part]`, in order; a digest is null while its bytes are not known. */
  media(composer: Composer, part: number): readonly Media[];
  replyTo(composer: Composer): string | null;
  quotes(composer: Composer): string | null;
  /** ISO time when the composer is set to publish later, `UNREADABLE_TIME` when that cannot be read, else null. */
  scheduledFor(composer: Composer): string | null;
  /**
   * True when this keydown, with focus inside one of the composer's editors, makes the platform publish.
   * Where a platform's shortcut is not known, Ctrl/Cmd+Enter counts (fail-safe).
   */
  isPublishShortcut(event: KeyboardEvent): boolean;
  /** Where the status pill is placed beside: normally the publish control or its toolbar. Null: the editor's corner. */
  pillAnchor(composer: Composer): Element | null;
}
