/** What a person wants to be told of by this browser, and when not. Pure. */

/** As in `Date.getDay`: 0 is Sunday. */
export const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Of what a notice may tell. */
export const TOPICS = ['waiting', 'own', 'pauses'] as const;
export type Topic = (typeof TOPICS)[number];

/**
 * From one time of the day until another, `HH:MM` by this computer's clock. An end that is not after the beginning is on
 * the next day, so that the same time twice is a whole day.
 */
export interface QuietSpan {
  readonly from: string;
  readonly to: string;
}

export interface NoticeSettings {
  readonly on: boolean;
  readonly topics: readonly Topic[];
  /** A notice may show the words of a post; without it a lock screen shows none of them. */
  readonly words: boolean;
  /** Quiet hours by the weekday that they begin on; null for none. */
  readonly quiet: readonly (QuietSpan | null)[];
  /** Epoch ms, this browser's clock; nothing is shown before. */
  readonly snoozedUntil: number;
}

export const NO_QUIET: NoticeSettings['quiet'] = WEEKDAYS.map(() => null);

/** Off until somebody switches them on: the browser asks its user for the permission then. */
export const DEFAULT_SETTINGS: NoticeSettings = {
  on: false,
  topics: TOPICS,
  words: false,
  quiet: NO_QUIET,
  snoozedUntil: 0,
};
