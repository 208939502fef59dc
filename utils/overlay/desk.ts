/** What the author sees on this page: a seat for each composer in use, one card and one panel for all of them. */
import type { Held } from '../gate/decide.ts';
import type { Examiner } from '../gate/examiner.ts';
import type { Composer, PlatformAdapter } from '../platforms/adapter.ts';
import { deepActive, eventPath, pathOf } from '../platforms/dom.ts';
import { composerOf } from '../platforms/read-draft.ts';
import { CardKeeper } from './card.ts';
import { type Floor, isCovered, type Stage, selectWords } from './floor.ts';
import { createGuard } from './genuine.ts';
import { createHighlights } from './highlights.ts';
import { createHost } from './host.ts';
import { createMarks } from './marks.ts';
import { createMirror } from './mirror.ts';
import type { OverlayActions, OverlayModel, PillModel } from './model.ts';
import { PanelKeeper } from './panel.ts';
import { followPointer } from './pointer.ts';
import { type Seat, takeSeat } from './seat.ts';
import { putUpShield } from './shield.ts';
import { shortcutOf } from './shortcuts.ts';
import { type Standing, standingOf } from './standing.ts';
import type { ComposerTexts } from './texts.ts';

export interface DeskPorts {
  readonly window: Window & typeof globalThis;
  readonly adapter: PlatformAdapter;
  readonly examiner: Examiner;
  readonly texts: ComposerTexts;
  /** All styles of the views. */
  readonly css: string;
  /** Renders the model into our closed root; called again for each change. */
  readonly show: (container: HTMLElement, model: OverlayModel, actions: OverlayActions) => void;
  /** Says how things stand with the background now. */
  readonly onAsk: () => void;
  /** Another copy of Signoff wants this page; false when this one is alive and keeps it. */
  readonly onHandover: () => boolean;
}

export interface Desk {
  /** The author is in this composer. */
  attend(composer: Composer): void;
  /** True when one of the seats' editors is on the path: it is watched already. */
  knows(path: readonly EventTarget[]): boolean;
  /** Someone tried to publish what is held. */
  held(held: Held, composer: Composer | null, event: Event): void;
  /** The page tried to send what nobody has cleared, past its own buttons, and was stopped. */
  refused(held: Held, composer: Composer | null): void;
  /** What is known has changed: everything is looked at again. */
  refresh(): void;
  /** True when the event comes from our own views. */
  isOwn(event: Event): boolean;
  /** Our element, once there is one. */
  readonly element: Element | null;
  remove(): void;
}

/** How often the page may have cleared our highlights, an approval run out or the extension gone, unnoticed. */
const BEAT_MS = 1_500;
/** How long it counts what was seen to lie over a pill's place. */
const COVERED_MS = 400;

/** Whether a pill says what it said; where it stands is another matter. */
function isSamePill(pill: PillModel, other: PillModel | undefined): boolean {
  const words = ({ standing: { status, tone, offline } }: PillModel): string =>
    JSON.stringify([status.key, status.params, tone, offline]);
  return (
    other !== undefined &&
    pill.id === other.id &&
    pill.anchor === other.anchor &&
    pill.findings === other.findings &&
    pill.isOpen === other.isOpen &&
    words(pill) === words(other)
  );
}

export function openDesk(ports: DeskPorts): Desk {
  const { window, adapter, examiner, texts } = ports;
  const { document } = window;
  const seats = new Map<Element, Seat>();
  const isMac = /mac/i.test(window.navigator.platform);
  let nextId = 1;
  let stage: Stage | null = null;
  let said = '';
  let focuses = 0;
  let beat: number | null = null;
  /** The author has just said something of the post here: how it stands now is said, whatever it is. */
  let declaring: Seat | null = null;

  const isOwn = (event: Event): boolean =>
    stage !== null && event.composedPath().includes(stage.host.element);

  const clock = (at: number): string => {
    const { knowledge } = examiner;
    const local = new Date(at - (knowledge.kind === 'joined' ? knowledge.clockOffset : 0));
    const today = local.toDateString() === new Date().toDateString();
    return new Intl.DateTimeFormat(texts.locale, {
      hour: '2-digit',
      minute: '2-digit',
      ...(today ? {} : { day: 'numeric', month: 'short' }),
    }).format(local);
  };

  const floor: Floor = {
    window,
    texts,
    clock,
    stage: () => stage,
    show: () => show(),
    say(text) {
      // The same words again are a new announcement only when the region changes.
      said = text === said ? `${text}\u00a0` : text;
      show();
    },
    countFocus: (wanted) => (wanted ? ++focuses : 0),
    focusIsOurs: () => stage !== null && stage.host.root.activeElement !== null,
  };
  const card = new CardKeeper(floor, examiner);
  const panel = new PanelKeeper(floor, examiner, ports.onAsk);

  const raiseStage = (): Stage => {
    const host = createHost(document, ports.css, ports.onHandover);
    return {
      host,
      highlights: createHighlights(window),
      mirror: createMirror(window, host.ink),
      guard: createGuard(host.element, host.root),
      pointer: followPointer({
        window,
        seats: () => seats.values(),
        isOwn,
        onFinding: (seat, finding, clicked) => card.open(seat, finding, { pinned: clicked, focus: false }),
        onAway: () => card.away(),
        onElsewhere: () => card.close(),
      }),
    };
  };

  const actionsOn = ({ guard, host, pointer }: Stage): OverlayActions => ({
    texts,
    guard,
    onUnsafe() {
      card.markUnsafe();
      panel.markUnsafe();
      host.raise();
      show();
    },
    onPill(id, byKey) {
      const seat = [...seats.values()].find((one) => one.id === id);
      if (seat === undefined) return;
      card.drop();
      if (panel.seat === seat) panel.close();
      else panel.open(seat, null, byKey);
    },
    onClosePanel: () => panel.close(),
    onDeclare(name, is) {
      declaring = panel.seat;
      panel.declare(name, is);
    },
    onJump(finding) {
      const { seat } = panel;
      panel.drop();
      if (seat !== null) card.open(seat, finding, { pinned: true, focus: true });
    },
    onRemark({ place }) {
      const { seat } = panel;
      if (seat === null || place === null) return;
      panel.drop();
      selectWords(seat, place);
      show();
    },
    onBetterWay: (finding) => void card.showBetter(finding),
    onAskWords: (finding) => void card.askForWords(finding),
    onLeave: (finding, reason) => void card.leave(finding, reason),
    onMendAll: () => void panel.mendAll(),
    onStep: (step, note) => void panel.take(step, note),
    onCloseCard: () => card.close(true),
    onMoveCard: (by) => card.move(by),
    onFix: (finding, suggestion) => void card.fix(finding, suggestion),
    onCopy: (suggestion) => void card.copy(suggestion),
    onHoverCard: (inside) => pointer.hold(inside),
  });
  let actions: OverlayActions | null = null;

  const setStage = (): Stage => {
    if (stage === null) {
      stage = raiseStage();
      actions = actionsOn(stage);
    }
    return stage;
  };

  let shown: readonly PillModel[] = [];
  const show = (): void => render(true);
  /** @param moved false when nothing but words has changed: then pills that say the same as before stay as they are. */
  const render = (moved: boolean): void => {
    if (stage === null || actions === null) return;
    const { host } = stage;
    const pills = [...seats.values()].flatMap((seat) => {
      const { id, standing, findings } = seat;
      if (standing === null) return [];
      const anchor = seat.anchor();
      if (isHidden(seat, anchor, host.element)) return [];
      return [{ id, anchor, standing, findings: findings.length, isOpen: panel.seat === seat }];
    });
    const isQuiet = card.seat === null && !panel.isOpen;
    if (
      !moved &&
      isQuiet &&
      pills.length === shown.length &&
      pills.every((pill, at) => isSamePill(pill, shown[at]))
    )
      return;
    shown = pills;
    ports.show(host.views, { pills, card: card.model, panel: panel.model, said }, actions);
  };

  /** What lies over a place makes the browser lay out the page: while an author types it is asked now and then. */
  const covered = new WeakMap<
    Seat,
    { readonly anchor: Element; readonly at: number; readonly is: boolean }
  >();
  const isHidden = (seat: Seat, anchor: Element, element: Element): boolean => {
    const last = covered.get(seat);
    const at = window.performance.now();
    if (last?.anchor === anchor && at - last.at < COVERED_MS) return last.is;
    const is = isCovered(anchor, element);
    covered.set(seat, { anchor, at, is });
    return is;
  };

  const onKey = (event: KeyboardEvent): void => {
    const action = shortcutOf(event, isMac);
    if (action === null) return;
    const taken = (): void => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    if (action === 'close') {
      if (card.seat === null && !panel.isOpen) return;
      taken();
      if (card.seat !== null) card.close(true);
      else panel.close();
      return;
    }
    const seat = isOwn(event) ? (card.seat ?? panel.seat) : seatOf(event);
    if (seat === null || seat.standing === null) return;
    taken();
    panel.drop();
    card.move(action === 'next' ? 1 : -1, seat);
  };
  // Both at the start: only the first listener on `window` is sure to come before the page's.
  const takeDownShield = putUpShield(window, isOwn, onKey);
  const onPageKey = (event: KeyboardEvent): void => {
    if (seats.size > 0 && event.isTrusted && !isOwn(event)) onKey(event);
  };
  window.addEventListener('keydown', onPageKey, { capture: true });

  const seatOf = (event: Event): Seat | null => {
    const composer = composerOf(adapter, eventPath(event), document);
    return composer === null ? null : (seats.get(composer.root) ?? null);
  };

  const onBeat = (): void => {
    stage?.highlights.keep();
    const orphaned = examiner.knowledge.kind === 'orphaned';
    for (const seat of seats.values()) if (orphaned || seat.standing?.tone === 'clear') seat.look();
    if (orphaned) stopBeat();
    else show();
  };
  const stopBeat = (): void => {
    if (beat !== null) window.clearInterval(beat);
    beat = null;
  };

  const announce = (seat: Seat, before: Standing | null): void => {
    const { standing: now } = seat;
    if (declaring === seat && now !== null) {
      declaring = null;
      floor.say(texts('saidStatus', { status: texts(now.status.key, now.status.params) }));
      return;
    }
    if (now === null || before === null || now.status.key === before.status.key) return;
    if (now.status.key === 'pillApproved') floor.say(texts('saidApproved'));
    else if (
      /Waiting|Requested|Rejected/.test(now.status.key) ||
      (now.status.key === 'pillQueued' && before.status.key === 'pillSending')
    )
      floor.say(texts('saidStatus', { status: texts(now.status.key, now.status.params) }));
  };

  const sit = (composer: Composer): Seat => {
    const there = seats.get(composer.root);
    if (there !== undefined) return there;
    const { host, highlights, mirror } = setStage();
    host.place(composer.root);
    let before: Standing | null = null;
    const seat = takeSeat(nextId++, composer, {
      window,
      adapter,
      examiner,
      marks: createMarks({ window, highlights, mirror, ink: host.ink }),
      clock,
      onChange(changed) {
        highlights.keep();
        card.check(changed);
        if (panel.seat === changed && changed.standing === null) panel.close();
        announce(changed, before);
        before = changed.standing;
        render(false);
      },
      onMove: show,
      onGone(gone) {
        seats.delete(composer.root);
        if (card.seat === gone) card.drop();
        if (panel.seat === gone) panel.drop();
        if (seats.size === 0) stopBeat();
        host.place(null);
        show();
        attendFocused();
      },
    });
    seats.set(composer.root, seat);
    beat ??= window.setInterval(onBeat, BEAT_MS);
    return seat;
  };

  /** A site may put another element around an editor that stays where it is. */
  const attendFocused = (): void => {
    const composer = composerOf(adapter, pathOf(deepActive(document)), document);
    if (composer !== null) desk.attend(composer);
  };

  const desk: Desk = {
    get element() {
      return stage?.host.element ?? null;
    },
    isOwn,
    knows: (path) =>
      [...seats.values()].some(({ composer }) => composer.editors.some((editor) => path.includes(editor))),
    attend(composer) {
      if (examiner.knowledge.kind === 'unjoined') return;
      sit(composer);
      stage?.host.place(composer.root);
    },
    held(decision, composer, event) {
      const { knowledge } = examiner;
      const byKey = event.type === 'keydown' || (event as Partial<MouseEvent>).detail === 0;
      const seat = composer === null ? null : sit(composer);
      seat?.look();
      setStage();
      const lint = seat?.examination?.lint ?? null;
      const standing = standingOf({ knowledge, decision, lint, clock });
      if (standing === null) return;
      card.drop();
      const [target] = event.composedPath();
      const anchor = seat?.anchor() ?? (target as Element);
      if (event.isTrusted) panel.open(seat, { anchor, standing }, byKey);
      const status = texts(standing.status.key, standing.status.params);
      floor.say(texts('saidHeld', { status, next: texts(standing.next.key, standing.next.params) }));
    },
    refused(decision, composer) {
      const { knowledge } = examiner;
      const seat = composer === null ? null : sit(composer);
      seat?.look();
      setStage();
      const own = standingOf({ knowledge, decision, lint: null, clock });
      if (own === null) return;
      card.drop();
      // What was stopped need not be what the composer shows: then it is said of the request alone.
      const isShown = seat?.examination?.decision.kind === 'held';
      const status = { key: 'pillStopped', params: {} } as const;
      const standing: Standing = { ...own, tone: 'block', status, steps: [] };
      const anchor = seat?.anchor() ?? deepActive(document) ?? document.documentElement;
      panel.open(isShown ? seat : null, { anchor, standing }, false, true);
      floor.say(`${texts('panelRefusedRequest')} ${texts(own.next.key, own.next.params)}`);
    },
    refresh() {
      if (examiner.knowledge.kind !== 'unjoined') attendFocused();
      for (const seat of seats.values()) seat.look();
    },
    remove() {
      stopBeat();
      takeDownShield();
      window.removeEventListener('keydown', onPageKey, { capture: true });
      for (const seat of seats.values()) seat.leave();
      seats.clear();
      card.drop();
      panel.drop();
      show();
      stage?.pointer.stop();
      stage?.highlights.remove();
      stage?.mirror.remove();
      stage?.host.remove();
      stage = null;
    },
  };
  return desk;
}
