/**
 * What was told already, what waits for the end of quiet hours, and what is on the screen. Each event is told once: it is
 * known from when it was first read, whether it was shown then or not, and stays known when the copy is fetched anew or
 * the worker starts again. Pure.
 */
import { EVENT_KINDS, type NoticeEvent } from './events.ts';
import type { NoticeSettings } from './settings.ts';

/** What can be done in a notice. */
export type NoticeAction = 'approve' | 'open' | 'compose';

/** The version that a notice lets somebody approve; nothing else than exactly this is approved by it. */
export interface Offer {
  readonly request: string;
  readonly version: number;
  readonly fingerprint: string;
}

/** What a press on a notice means. */
export interface Behind {
  /** In the order of the buttons; two at most, which is what browsers draw. The last is what a press beside them does. */
  readonly actions: readonly NoticeAction[];
  /** The request that it is about; null for a pause and for several. */
  readonly request: string | null;
  /** What `approve` approves. */
  readonly offer: Offer | null;
}

export interface Shown extends Behind {
  /** Of the notice: its event's, or {@link GATHERED}. */
  readonly id: string;
  readonly events: readonly string[];
}

export interface Ledger {
  /** Whose it is: another team or member begins anew. */
  readonly team: string;
  readonly member: string;
  readonly known: readonly string[];
  /** Not told yet, because it was quiet. */
  readonly held: readonly string[];
  readonly shown: readonly Shown[];
}

/** Id of the notice that tells of several things. */
export const GATHERED = 'several';

/** Events that do not hold any more and are remembered all the same, should they come back: an undone decision, say. */
const REMEMBERED = 300;

/** Something to be shown, in place of what has the same id. */
export interface Notice {
  readonly id: string;
  /** What it tells of, one for each post or pause; of several a gathered notice only counts. */
  readonly events: readonly NoticeEvent[];
  /** All that counts as told by it. */
  readonly covers: readonly string[];
  /** It is on the screen already, and only tells of fewer now: nothing to call anybody for. */
  readonly isUpdate: boolean;
}

export interface Step {
  readonly ledger: Ledger;
  readonly show: readonly Notice[];
  /** Ids of notices that are not true any more. */
  readonly clear: readonly string[];
}

const rank = ({ kind }: NoticeEvent): number => EVENT_KINDS.indexOf(kind);
const aboutOf = ({ subject, id }: NoticeEvent): string => subject?.request.id ?? id;

/** The event of each post that says the most, in the order in which they came. */
function onePerPost(events: readonly NoticeEvent[]): NoticeEvent[] {
  const best = new Map<string, NoticeEvent>();
  for (const event of events) {
    const other = best.get(aboutOf(event));
    if (other === undefined || rank(event) < rank(other)) best.set(aboutOf(event), event);
  }
  return [...best.values()];
}

/** @param gathers the notice of several is on the screen: what comes is told in it */
function noticeOf(events: readonly NoticeEvent[], gathers: boolean, isUpdate: boolean): Notice | null {
  const told = onePerPost(events);
  const [first] = told;
  if (first === undefined) return null;
  const id = told.length === 1 && !gathers ? first.id : GATHERED;
  return { id, events: told, covers: events.map((event) => event.id), isUpdate };
}

/** A pause that came and went while it was quiet is no news. */
function isOfUntoldPause({ held }: Ledger, id: string): boolean {
  return id.startsWith('lifted:') && held.includes(id.replace('lifted:', 'paused:'));
}

/** Nothing of what is there at first is news. */
export function firstLedger(whose: Pick<Ledger, 'team' | 'member'>, events: Iterable<string>): Ledger {
  const { team, member } = whose;
  return { team, member, known: [...events], held: [], shown: [] };
}

/**
 * What is to be shown and taken away now, and what is to be remembered of it once that is done.
 * @param events all that holds now, by id
 */
export function nextStep(
  ledger: Ledger,
  events: ReadonlyMap<string, NoticeEvent>,
  { topics, isQuiet }: Pick<NoticeSettings, 'topics'> & { readonly isQuiet: boolean },
): Step {
  const known = new Set(ledger.known);
  const fresh = [...events.keys()].filter((id) => !known.has(id) && !isOfUntoldPause(ledger, id));
  const waiting = [...ledger.held, ...fresh]
    .flatMap((id) => events.get(id) ?? [])
    .filter(({ topic }) => topics.includes(topic));
  const stays = ledger.shown.filter((one) => one.events.some((id) => events.has(id)));
  const clear = ledger.shown.filter((one) => !stays.includes(one)).map(({ id }) => id);

  const gathered = stays.find(({ id }) => id === GATHERED);
  const still = (gathered?.events ?? []).flatMap((id) => events.get(id) ?? []);
  const isFewer = still.length < (gathered?.events.length ?? 0);
  const gathers = gathered !== undefined;
  const notice =
    waiting.length > 0 && !isQuiet
      ? noticeOf([...still, ...waiting], gathers, false)
      : isFewer
        ? noticeOf(still, gathers, true)
        : null;

  // What was held back and is over was told to nobody: should it come again, it is news.
  const remembered = ledger.known
    .filter((id) => !events.has(id) && !ledger.held.includes(id))
    .slice(-REMEMBERED);
  return {
    ledger: {
      ...ledger,
      known: [...remembered, ...events.keys()],
      held: isQuiet ? waiting.map(({ id }) => id) : [],
      shown: stays,
    },
    show: notice === null ? [] : [notice],
    clear,
  };
}

/** The ledger after a notice was put on the screen. */
export function withShown(ledger: Ledger, { id, covers }: Notice, behind: Behind): Ledger {
  const { actions, request, offer } = behind;
  const others = ledger.shown.filter((one) => one.id !== id);
  return { ...ledger, shown: [...others, { id, events: covers, actions, request, offer }] };
}

/** The ledger after a notice is gone from the screen. */
export function withoutShown(ledger: Ledger, id: string): Ledger {
  return { ...ledger, shown: ledger.shown.filter((one) => one.id !== id) };
}
