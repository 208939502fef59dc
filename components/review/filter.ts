/** Which requests of the queue are shown, and how those that wait are put together by when they are due. Pure. */
import { SEVERITIES, type Severity } from '../../utils/lint/finding.ts';
import { isPlainVersion } from '../../utils/sync/view.ts';
import type { Queue, QueueItem } from './queue.ts';

export const VIEWS = ['all', 'mine', 'others', 'own', 'decided'] as const;
export type View = (typeof VIEWS)[number];

export interface Filter {
  readonly view: View;
  /** Null for all. */
  readonly platform: string | null;
  readonly account: string | null;
  /** Member's id. */
  readonly author: string | null;
  /** Findings at least as grave. */
  readonly severity: Severity | null;
  /** Words that are all in the text, the note, the author's name or the account. */
  readonly search: string;
}

export const NO_FILTER: Filter = {
  view: 'all',
  platform: null,
  account: null,
  author: null,
  severity: null,
  search: '',
};

/** True when the filter takes something away beside the choice of the view. */
export function isNarrow({ platform, account, author, severity, search }: Filter): boolean {
  return (
    platform !== null || account !== null || author !== null || severity !== null || search.trim() !== ''
  );
}

function isSaid({ local: { request }, newest }: QueueItem, search: string): boolean {
  const words = search.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return true;
  const text = [
    ...newest.draft.parts.map((part) => part.text),
    newest.note,
    request.author.name,
    request.account ?? '',
  ]
    .join('\n')
    .toLocaleLowerCase();
  return words.every((word) => text.includes(word));
}

function passes(item: QueueItem, { platform, account, author, severity, search }: Filter): boolean {
  const { request } = item.local;
  if (platform !== null && request.platform !== platform) return false;
  if (account !== null && request.account !== account) return false;
  if (author !== null && request.author.id !== author) return false;
  if (
    severity !== null &&
    (item.severity === null || SEVERITIES.indexOf(item.severity) < SEVERITIES.indexOf(severity))
  )
    return false;
  return isSaid(item, search);
}

/** The queue as it is shown; with nothing to filter by, the very same. */
export function narrow(queue: Queue, filter: Filter): Queue {
  if (!isNarrow(filter) && filter.view === 'all') return queue;
  const part = (view: View, items: readonly QueueItem[]): readonly QueueItem[] =>
    filter.view === 'all' || filter.view === view ? items.filter((item) => passes(item, filter)) : [];
  return {
    mine: part('mine', queue.mine),
    own: part('own', queue.own),
    others: part('others', queue.others),
    decided: part('decided', queue.decided),
  };
}

export interface Choices {
  readonly platforms: readonly string[];
  readonly accounts: readonly string[];
  readonly authors: readonly { readonly id: string; readonly name: string }[];
}

/** What there is to choose from in a queue, in alphabetical order. */
export function choicesOf({ mine, own, others, decided }: Queue): Choices {
  const requests = [mine, own, others, decided].flat().map(({ local }) => local.request);
  const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();
  const authors = new Map(requests.map(({ author }) => [author.id, author]));
  return {
    platforms: sorted(requests.map(({ platform }) => platform)),
    accounts: sorted(requests.flatMap(({ account }) => account ?? [])),
    authors: [...authors.values()].sort((a, b) => a.name.localeCompare(b.name)),
  };
}

const DUES = ['soon', 'today', 'tomorrow', 'later'] as const;
export type Due = (typeof DUES)[number];

const HOUR = 3_600_000;

/**
 * How soon a request is due: within two hours (or past), on this day, on the next, or later, by this computer's calendar.
 * @param due epoch ms, of the same clock as `now`
 */
export function dueOf(due: number, now: number): Due {
  if (due <= now + 2 * HOUR) return 'soon';
  const tonight = new Date(now).setHours(24, 0, 0, 0);
  if (due < tonight) return 'today';
  return due < new Date(tonight).setHours(24, 0, 0, 0) ? 'tomorrow' : 'later';
}

/** Those that wait, put together by when they are due; the order within stays. Empty ones are left out. */
export function groupByDue(
  items: readonly QueueItem[],
  now: number,
): readonly { readonly due: Due; readonly items: readonly QueueItem[] }[] {
  const groups = new Map<Due, QueueItem[]>(DUES.map((due) => [due, []]));
  for (const item of items) groups.get(dueOf(item.due, now))?.push(item);
  return [...groups].map(([due, all]) => ({ due, items: all })).filter((group) => group.items.length > 0);
}

/** Whether a request may be approved together with others: nothing in it wants a person's look of its own. */
export function isPlain({ newest, local: { request } }: QueueItem): boolean {
  return isPlainVersion(request, newest);
}
