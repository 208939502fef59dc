/**
 * Tells a person of what has changed, by notices of the browser, and does what they press in one. One thing at a time, and
 * all state is in the database: the worker may be ended between any two steps, and a press may be what starts it again.
 */

import { isSameData } from '../same.ts';
import { decide } from '../sync/commands.ts';
import { type Database, readMeta } from '../sync/db.ts';
import { LocalError } from '../sync/errors.ts';
import { HOLD_MS } from '../sync/hold.ts';
import { findRequest } from '../sync/local.ts';
import { takeBackIn } from '../sync/outbox.ts';
import type { Explain } from '../sync/texts.ts';
import { keepLedger, type LoadedNotices, loadNotices } from './copy.ts';
import type { Desktop } from './desktop.ts';
import { noticeState } from './events.ts';
import {
  firstLedger,
  type Ledger,
  type NoticeAction,
  nextStep,
  type Offer,
  withoutShown,
  withShown,
} from './ledger.ts';
import { quietAt, type WallClock } from './quiet.ts';
import type { NoticeSettings } from './settings.ts';
import type { NoticeTexts } from './texts.ts';
import { wordsOf } from './words.ts';

export interface TellerDeps {
  readonly db: Database;
  readonly desktop: Desktop;
  readonly settings: () => Promise<NoticeSettings>;
  readonly texts: NoticeTexts;
  readonly explain: Explain;
  /** Something new is in the outbox, or was taken out of it. */
  readonly kept: () => void;
  /** Opens the review screen. @param request null for the queue */
  readonly open: (request: string | null) => Promise<void>;
  /** Brings an approved request's text to its composer. @returns false where no composer took it */
  readonly compose: (request: string) => Promise<boolean>;
  /** Asks to be called again by then, epoch ms, this browser's clock. @param at null for not at all */
  readonly wakeAt: (at: number | null) => Promise<void>;
  readonly now?: () => number;
  readonly wall?: WallClock;
}

export interface Teller {
  /** Looks at the local copy and tells what is new. Never rejects. */
  tell(): Promise<void>;
  /** Call it as the worker starts, before anything is awaited. */
  start(): void;
}

/** Notices of what a press has led to. They are in no ledger: what they are about is in their ids. */
const UNDO = 'undo:';
const FAILED = 'failed:';

const ACTION_KEY = {
  approve: 'noticeApprove',
  open: 'noticeOpen',
  compose: 'noticeCompose',
} as const satisfies Record<NoticeAction, Parameters<NoticeTexts['t']>[0]>;

export function createTeller(deps: TellerDeps): Teller {
  const { db, desktop, texts, explain, open } = deps;
  const { t } = texts;
  const clock = deps.now ?? Date.now;

  async function clearOwn(isOver: (id: string) => boolean): Promise<void> {
    for (const id of await desktop.shown()) if (isOver(id)) await desktop.clear(id);
  }

  /** Nothing is told while they are off, and nothing of that time later. */
  async function silence(): Promise<void> {
    // With the permission goes all that is on the screen.
    if (await desktop.isPermitted()) await clearOwn(() => true);
    await deps.wakeAt(null);
    if ((await db.read((tx) => readMeta(tx, 'notices'))) !== undefined) await keepLedger(db, null);
  }

  async function look(settings: NoticeSettings, loaded: LoadedNotices): Promise<void> {
    const { copy, whose, heldBack, now, clockOffset } = loaded;
    const state = noticeState(copy, new Set(loaded.ledger?.known), now);
    const before = loaded.ledger ?? firstLedger(whose, state.events.keys());
    const quiet = quietAt(settings, clock(), deps.wall);
    const step = nextStep(before, state.events, { topics: settings.topics, isQuiet: quiet.kind !== 'no' });

    await clearOwn((id) => id.startsWith(UNDO) && !heldBack.has(Number(id.slice(UNDO.length))));
    for (const id of step.clear) await desktop.clear(id);
    let ledger: Ledger = step.ledger;
    for (const notice of step.show) {
      const { title, message, ...behind } = wordsOf(notice, {
        texts,
        words: settings.words,
        now,
        clockOffset,
      });
      const buttons = behind.actions.map((action) => t(ACTION_KEY[action]));
      await desktop.show(notice.id, { title, message, buttons }, notice.isUpdate);
      ledger = withShown(ledger, notice, behind);
    }
    // After it is on the screen: a worker that was ended before shows the same notice again, in the same place.
    if (!isSameData(ledger, loaded.ledger)) await keepLedger(db, ledger);

    const wakes = [
      ...(quiet.kind === 'until' && ledger.held.length > 0 ? [quiet.at] : []),
      ...(state.next === null ? [] : [state.next - clockOffset]),
    ];
    await deps.wakeAt(wakes.length === 0 ? null : Math.min(...wakes));
  }

  async function round(): Promise<void> {
    const settings = await deps.settings();
    const isOn = settings.on && (await desktop.isPermitted());
    const loaded = isOn ? await db.read((tx) => loadNotices(tx, clock())) : null;
    if (loaded === null) await silence();
    else await look(settings, loaded);
  }

  let last: Promise<void> = Promise.resolve();
  /** One after the other, in the order of the calls. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    last = last.then(work).catch((error: unknown) => reportError(error));
    return last;
  }

  let waits: Promise<void> | null = null;
  /** What has begun may have read before the change; one more round after it is enough for all that ask meanwhile. */
  function tell(): Promise<void> {
    waits ??= inTurn(() => {
      waits = null;
      return round();
    });
    return waits;
  }

  async function sayUndo(seq: number): Promise<void> {
    await desktop.show(`${UNDO}${seq}`, {
      title: t('noticeHeld'),
      message: t('noticeHeldText'),
      buttons: [t('noticeUndo')],
    });
    setTimeout(() => void tell(), HOLD_MS);
  }

  /** Exactly the version that the notice told of: should there be another by now, here or at the store, it is refused. */
  async function approve({ request, version: number, fingerprint }: Offer): Promise<void> {
    try {
      const seen = { id: request, versions: [{ number, fingerprint }] };
      const seq = await decide(db, seen, 'approve', null, clock() + HOLD_MS);
      if (seq === null) return;
      await sayUndo(seq);
      deps.kept();
    } catch (error) {
      if (!(error instanceof LocalError)) throw error;
      const failed = { title: t('noticeNotApproved'), message: explain(error), buttons: [] };
      await desktop.show(`${FAILED}${request}`, failed);
    }
  }

  /** As on the review screen: what was taken back is looked at again. */
  async function undo(seq: number): Promise<void> {
    const taken = await db.write(async (tx) => {
      const entry = await tx.objectStore('outbox').get(seq);
      return (await takeBackIn(tx, [seq])) ? (entry?.command.request ?? null) : undefined;
    });
    if (taken === undefined) {
      const late = { title: t('noticeTooLate'), message: t('noticeTooLateText'), buttons: [] };
      await desktop.show(`${FAILED}${seq}`, late);
      return;
    }
    deps.kept();
    await open(taken);
  }

  async function act(action: NoticeAction, request: string | null, offer: Offer | null): Promise<void> {
    if (action === 'approve' && offer !== null) await approve(offer);
    else if (action !== 'compose' || request === null || !(await deps.compose(request))) await open(request);
  }

  async function pressed(id: string, button: number | null): Promise<void> {
    await desktop.clear(id);
    if (id.startsWith(UNDO)) {
      if (button !== null) await undo(Number(id.slice(UNDO.length)));
      return;
    }
    if (id.startsWith(FAILED)) {
      const request = id.slice(FAILED.length);
      const isHere = (await db.read((tx) => findRequest(tx, request))) !== null;
      await open(isHere ? request : null);
      return;
    }
    const ledger = await db.read((tx) => readMeta(tx, 'notices'));
    const behind = ledger?.shown.find((one) => one.id === id);
    if (ledger !== undefined && behind !== undefined) await keepLedger(db, withoutShown(ledger, id));
    const action = (button === null ? behind?.actions.at(-1) : behind?.actions[button]) ?? 'open';
    await act(action, behind?.request ?? null, behind?.offer ?? null);
  }

  async function closed(id: string): Promise<void> {
    // A notice that another took the place of is closed too.
    if ((await desktop.shown()).includes(id)) return;
    const ledger = await db.read((tx) => readMeta(tx, 'notices'));
    if (ledger?.shown.some((one) => one.id === id)) await keepLedger(db, withoutShown(ledger, id));
  }

  return {
    tell,
    start() {
      desktop.listen({
        pressed: (id, button) => void inTurn(() => pressed(id, button)),
        closed: (id) => void inTurn(() => closed(id)),
        permitted: () => void tell(),
      });
    },
  };
}
