/** What the author sees on this page: a seat for each composer in use, one card and one panel for all of them. */
import type { Held } from '../gate/decide.ts';
import type { Examiner } from '../gate/examiner.ts';
import type { Finding, Suggestion } from '../lint/finding.ts';
import type { Composer, PlatformAdapter } from '../platforms/adapter.ts';
import { composerOf } from '../platforms/read-draft.ts';
import { createGuard } from './genuine.ts';
import { createHighlights } from './highlights.ts';
import { createHost, type OverlayHost } from './host.ts';
import { createMarks } from './marks.ts';
import { copyText, mend } from './mend.ts';
import { createMirror } from './mirror.ts';
import type { FixOutcome, OverlayActions, OverlayModel, PanelModel } from './model.ts';
import { followPointer } from './pointer.ts';
import { takeStep } from './requests.ts';
import { type Seat, takeSeat } from './seat.ts';
import { putUpShield } from './shield.ts';
import { shortcutOf } from './shortcuts.ts';
import { findingKey, type NextStep, type Standing, standingOf } from './standing.ts';
import type { ComposerTexts } from './texts.ts';
import { SEVERITY_WORD } from './words.ts';

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
  /** Someone tried to publish what is held. */
  held(held: Held, composer: Composer | null, event: Event): void;
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

interface OpenCard {
  readonly seat: Seat;
  readonly key: string;
  readonly pinned: boolean;
  readonly focus: number;
  readonly outcome: FixOutcome;
  readonly unsafe: boolean;
}

interface OpenPanel {
  readonly seat: Seat | null;
  /** Stands in for a seat where the page could not be read. */
  readonly trouble: { readonly anchor: Element; readonly standing: Standing } | null;
  readonly focus: number;
  readonly sending: boolean;
  readonly failure: string | null;
  readonly unsafe: boolean;
}

export function openDesk(ports: DeskPorts): Desk {
  const { window, adapter, examiner, texts } = ports;
  const { document } = window;
  const seats = new Map<Element, Seat>();
  const isMac = /mac/i.test(window.navigator.platform);
  let nextId = 1;
  let stage: ReturnType<typeof raiseStage> | null = null;
  let card: OpenCard | null = null;
  let panel: OpenPanel | null = null;
  let said = '';
  let focuses = 0;
  let beat: number | null = null;

  const isOwn = (event: Event): boolean =>
    stage !== null && event.composedPath().includes(stage.host.element);

  // Registered at the start, since only the first listener on `window` is sure to come before the page's.
  const takeDownShield = putUpShield(window, isOwn, (event) => onKey(event));

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

  const raiseStage = () => {
    const host: OverlayHost = createHost(document, ports.css, ports.onHandover);
    const highlights = createHighlights(window);
    const mirror = createMirror(window, host.ink);
    const guard = createGuard(host.element, host.root);
    const pointer = followPointer({
      window,
      seats: () => seats.values(),
      isOwn,
      onFinding: (seat, finding, clicked) => openCard(seat, finding, { pinned: clicked, focus: false }),
      onAway: () => {
        if (card !== null && !card.pinned && card.outcome.kind === 'none') closeCard();
      },
      onElsewhere: () => {
        if (card !== null) closeCard();
      },
    });
    return { host, highlights, mirror, guard, pointer, actions: actionsWith(guard) };
  };

  const actionsWith = (guard: OverlayActions['guard']): OverlayActions => ({
    texts,
    guard,
    onUnsafe() {
      if (card !== null) card = { ...card, unsafe: true };
      if (panel !== null) panel = { ...panel, unsafe: true };
      stage?.host.raise();
      show();
    },
    onPill(id, byKey) {
      const seat = [...seats.values()].find((one) => one.id === id);
      if (seat === undefined) return;
      if (panel?.seat === seat) closePanel();
      else openPanel(seat, null, byKey);
    },
    onClosePanel: () => closePanel(),
    onJump(finding) {
      const seat = panel?.seat;
      if (seat == null) return;
      panel = null;
      openCard(seat, finding, { pinned: true, focus: true });
    },
    onStep: (step, note) => void step_(step, note),
    onCloseCard: () => closeCard(true),
    onMoveCard: (by) => moveCard(by),
    onFix: (finding, suggestion) => void fix(finding, suggestion),
    onCopy: (suggestion) => void copy(suggestion),
    onHoverCard: (inside) => stage?.pointer.hold(inside),
  });

  const show = (): void => {
    if (stage === null) return;
    const pills = [...seats.values()].flatMap((seat) =>
      seat.standing === null
        ? []
        : [
            {
              id: seat.id,
              anchor: seat.anchor(),
              standing: seat.standing,
              findings: seat.findings.length,
              isOpen: panel?.seat === seat,
            },
          ],
    );
    ports.show(stage.host.views, { pills, card: cardModel(), panel: panelModel(), said }, stage.actions);
  };

  const cardModel = (): OverlayModel['card'] => {
    if (card === null) return null;
    const { seat, key, focus, outcome, unsafe } = card;
    const finding = seat.finding(key);
    const editor = finding === null ? undefined : seat.composer.editors[finding.part];
    if (finding === null || editor === undefined) return null;
    return {
      key,
      finding,
      index: seat.findings.indexOf(finding) + 1,
      total: seat.findings.length,
      place: placeOf(seat, key, editor),
      focus,
      outcome,
      unsafe,
    };
  };

  let place: {
    readonly of: string;
    readonly value: { rect: () => DOMRect | null; context: Element };
  } | null = null;
  /** The same object for the same card: a box is only placed anew when it belongs somewhere else. */
  const placeOf = (seat: Seat, key: string, context: Element) => {
    const of = `${seat.id} ${key}`;
    if (place?.of !== of || place.value.context !== context) {
      const rect = (): DOMRect | null => {
        const finding = seat.finding(key);
        return finding === null ? null : (seat.marks.rectsOf(finding)[0] ?? null);
      };
      place = { of, value: { rect, context } };
    }
    return place.value;
  };

  const panelModel = (): PanelModel | null => {
    if (panel === null) return null;
    const { seat, trouble, focus, sending, failure, unsafe } = panel;
    const standing = seat?.standing ?? trouble?.standing ?? null;
    if (standing === null) return null;
    const { knowledge } = examiner;
    return {
      id: seat?.id ?? 0,
      anchor: seat?.anchor() ?? trouble?.anchor ?? document.documentElement,
      standing,
      findings: seat?.findings ?? [],
      parts: seat?.examination?.draft.parts.length ?? 1,
      team: knowledge.kind === 'joined' ? knowledge.team.name : '',
      account: seat?.examination?.draft.account ?? null,
      focus,
      sending,
      failure,
      unsafe,
    };
  };

  const focusIsOurs = (): boolean => stage !== null && stage.host.root.activeElement !== null;

  const focusEditor = (seat: Seat, part = 0): void => {
    (seat.composer.editors[part] ?? seat.composer.editors[0])?.focus({ preventScroll: true });
  };

  const openCard = (seat: Seat, finding: Finding, how: { pinned: boolean; focus: boolean }): void => {
    const key = findingKey(finding);
    if (card?.seat === seat && card.key === key && !how.focus) {
      if (how.pinned && !card.pinned) card = { ...card, pinned: true };
      return;
    }
    focuses += 1;
    card = {
      seat,
      key,
      pinned: how.pinned,
      focus: how.focus ? focuses : 0,
      outcome: { kind: 'none' },
      unsafe: false,
    };
    stage?.host.place(seat.composer.root);
    if (how.focus) {
      bringIntoView(seat, finding);
      say(
        texts('saidFinding', { severity: texts(SEVERITY_WORD[finding.severity]), message: finding.message }),
      );
    }
    show();
  };

  const closeCard = (toEditor = false): void => {
    if (card === null) return;
    const { seat, key } = card;
    const back = toEditor || focusIsOurs();
    const part = seat.finding(key)?.part ?? 0;
    card = null;
    show();
    if (back && panel === null) focusEditor(seat, part);
  };

  const openPanel = (seat: Seat | null, trouble: OpenPanel['trouble'], focus: boolean): void => {
    focuses += 1;
    card = null;
    panel = {
      seat,
      trouble,
      focus: focus ? focuses : 0,
      sending: panel !== null && panel.seat === seat && panel.sending,
      failure: null,
      unsafe: false,
    };
    stage?.host.place(seat?.composer.root ?? trouble?.anchor ?? null);
    stage?.host.raise();
    show();
  };

  const closePanel = (): void => {
    const back = focusIsOurs() ? (panel?.seat ?? null) : null;
    panel = null;
    show();
    if (back !== null) focusEditor(back);
  };

  const say = (text: string): void => {
    // The same words again are a new announcement only when the region changes.
    said = text === said ? `${text}\u00a0` : text;
    show();
  };

  const moveCard = (by: 1 | -1, from: Seat | null = card?.seat ?? null): void => {
    if (from === null) return;
    const { findings } = from;
    if (findings.length === 0) {
      say(texts('saidNoFindings'));
      return;
    }
    const key = card?.seat === from ? card.key : null;
    const at = findings.findIndex((finding) => findingKey(finding) === key);
    const index =
      at === -1 ? (by === 1 ? 0 : findings.length - 1) : (at + by + findings.length) % findings.length;
    const next = findings[index];
    if (next !== undefined) openCard(from, next, { pinned: true, focus: true });
  };

  const fix = async (finding: Finding, suggestion: Suggestion): Promise<void> => {
    if (card === null) return;
    const { seat, key } = card;
    card = { ...card, outcome: { kind: 'busy' }, pinned: true };
    show();
    const mended = await mend(seat, finding, suggestion);
    seat.look();
    if (mended.kind === 'failed') {
      say(texts(mended.restored ? 'cardFailed' : 'cardFailedDirty'));
      if (card?.seat === seat && card.key === key)
        card = { ...card, outcome: { kind: 'failed', restored: mended.restored } };
      show();
      return;
    }
    if (mended.kind === 'replaced') say(texts('saidFixed'));
    if (card?.seat === seat && card.key === key) closeCard();
  };

  const copy = async (suggestion: Suggestion): Promise<void> => {
    if (stage === null || card === null || !(await copyText(window, stage.host.root, suggestion.text)))
      return;
    card = card && { ...card, outcome: { kind: 'copied' } };
    say(texts('cardCopied'));
  };

  const step_ = async (step: NextStep, note: string): Promise<void> => {
    const seat = panel?.seat;
    if (panel === null || seat == null || panel.sending) return;
    panel = { ...panel, sending: true, failure: null, unsafe: false };
    show();
    let failure: string | null = null;
    let sent = false;
    try {
      const asked = await takeStep(examiner, seat.composer, step, note);
      sent = asked.kind === 'sent';
      failure = asked.kind === 'sent' ? null : asked.detail;
    } catch {
      failure = texts('nextBroken');
    }
    ports.onAsk();
    seat.look();
    if (panel?.seat === seat) {
      panel = { ...panel, sending: false, failure };
      if (sent) closePanel();
    }
    if (sent && step.kind !== 'withdraw') say(texts('saidSent'));
    show();
  };

  function onKey(event: KeyboardEvent): void {
    const action = shortcutOf(event, isMac);
    if (action === null) return;
    if (action === 'close') {
      if (card === null && panel === null) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (card !== null) closeCard(true);
      else closePanel();
      return;
    }
    const seat = isOwn(event) ? (card?.seat ?? panel?.seat ?? null) : seatOf(event);
    if (seat === null || seat.standing === null) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    panel = null;
    moveCard(action === 'next' ? 1 : -1, seat);
  }
  const onPageKey = (event: KeyboardEvent): void => {
    if (seats.size > 0 && event.isTrusted && !isOwn(event)) onKey(event);
  };
  window.addEventListener('keydown', onPageKey, { capture: true });

  const seatOf = (event: Event): Seat | null => {
    const composer = composerOf(adapter, event.composedPath(), document);
    return composer === null ? null : (seats.get(composer.root) ?? null);
  };

  const onBeat = (): void => {
    stage?.highlights.keep();
    const orphaned = examiner.knowledge.kind === 'orphaned';
    for (const seat of seats.values()) if (orphaned || seat.standing?.tone === 'clear') seat.look();
    if (orphaned) stopBeat();
  };
  const stopBeat = (): void => {
    if (beat !== null) window.clearInterval(beat);
    beat = null;
  };

  const announce = (seat: Seat, before: Standing | null): void => {
    const now = seat.standing;
    if (now === null || before === null || now.status.key === before.status.key) return;
    if (now.status.key === 'pillApproved') say(texts('saidApproved'));
    else if (now.status.key === 'pillChangesRequested' || now.status.key === 'pillRejected')
      say(texts('saidStatus', { status: texts(now.status.key, now.status.params) }));
  };

  const sit = (composer: Composer): Seat => {
    const there = seats.get(composer.root);
    if (there !== undefined) return there;
    stage ??= raiseStage();
    const { host, highlights, mirror } = stage;
    host.place(composer.root);
    let before: Standing | null = null;
    const seat = takeSeat(nextId++, composer, {
      window,
      adapter,
      examiner,
      marks: createMarks({ window, highlights, mirror, ink: host.ink }),
      clock,
      onChange(changed) {
        host.place(changed.composer.root);
        highlights.keep();
        if (card?.seat === changed && card.outcome.kind !== 'busy' && changed.finding(card.key) === null)
          closeCard();
        if (panel?.seat === changed && changed.standing === null) closePanel();
        announce(changed, before);
        before = changed.standing;
        show();
      },
      onMove: () => show(),
      onGone(gone) {
        seats.delete(composer.root);
        if (card?.seat === gone) card = null;
        if (panel?.seat === gone) panel = null;
        if (seats.size === 0) stopBeat();
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
    const path: EventTarget[] = [];
    let active: Element | null = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    for (
      let at: Node | null = active;
      at !== null;
      at = at.parentNode ?? (at as Partial<ShadowRoot>).host ?? null
    )
      path.push(at);
    const composer = composerOf(adapter, path, document);
    if (composer !== null) desk.attend(composer);
  };

  const desk: Desk = {
    get element() {
      return stage?.host.element ?? null;
    },
    isOwn,
    attend(composer) {
      if (examiner.knowledge.kind !== 'unjoined') sit(composer);
    },
    held(decision, composer, event) {
      const byKey = event.type === 'keydown' || (event as Partial<MouseEvent>).detail === 0;
      let standing: Standing | null;
      if (composer !== null) {
        const seat = sit(composer);
        seat.look();
        standing = standingOf({
          knowledge: examiner.knowledge,
          decision,
          lint: seat.examination?.lint ?? null,
          clock,
        });
        if (event.isTrusted) openPanel(seat, standing && { anchor: seat.anchor(), standing }, byKey);
      } else {
        stage ??= raiseStage();
        standing = standingOf({ knowledge: examiner.knowledge, decision, lint: null, clock });
        const [target] = event.composedPath();
        const anchor =
          target !== undefined && 'nodeType' in target ? (target as Element) : document.documentElement;
        if (standing !== null && event.isTrusted) openPanel(null, { anchor, standing }, byKey);
      }
      if (standing !== null)
        say(
          texts('saidHeld', {
            status: texts(standing.status.key, standing.status.params),
            next: texts(standing.next.key, standing.next.params),
          }),
        );
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
      card = null;
      panel = null;
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

function bringIntoView(seat: Seat, finding: Finding): void {
  const text = seat.examination?.texts[finding.part];
  if (text === undefined) return;
  const range = text.kind === 'rich' ? text.rangeOf(finding.start, finding.end) : null;
  const element = text.kind === 'field' ? text.field : range?.startContainer.parentElement;
  element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
