/**
 * The gate: listeners on every route by which a composer publishes. At the event, and before any handler of the page,
 * the draft is read again and decided; the trusted event then passes untouched or is stopped. Nothing is awaited and
 * nothing is replayed: a replayed click is untrusted and sites ignore it.
 */
import type { VerifiedClearance } from '../messages.ts';
import type { Composer, PlatformAdapter } from '../platforms/adapter.ts';
import { type Attempt, attemptOf, looksLikePublishing, ROUTES } from './attempt.ts';
import type { Decision, Held } from './decide.ts';

export interface GatePorts {
  readonly adapter: PlatformAdapter;
  /** True while nothing is to be held at all: this browser belongs to no team. */
  isOff(): boolean;
  /** True for what happens in our own views; in a modal composer they stand inside it. `path` is the event's own. */
  isOwn(path: readonly EventTarget[]): boolean;
  /** Reads the composer and decides, now. May throw: then the gate holds. */
  decide(composer: Composer): Decision;
  /** A person or the page tried to publish and was held; `composer` is null when the page could not be read. */
  onHeld(held: Held, composer: Composer | null, event: Event): void;
  /** What a clearance covers is going out. Once for each publishing. */
  onReleased(clearance: VerifiedClearance, composer: Composer): void;
}

export interface Gate {
  /** A form in a shadow root tells of its submit there only: the tree of a composer that has been met is listened to as well. */
  guard(tree: Node): void;
  /** Only for a script that hands over to its successor. */
  takeDown(): void;
}

const FRAGMENT = 11;

/** One press is several events, and a click on a submit button is followed by the submit itself. */
const ONE_PUBLISHING_MS = 2_000;

const BROKEN: Held = { kind: 'held', reason: 'broken', request: null };

/**
 * Puts the gate up. Call it synchronously at `document_start`: among capture listeners on `window` the first one wins.
 * Plain listeners on purpose: what a framework ties to a signal, a page may be able to switch off.
 */
export function putUpGate(window: Window, ports: GatePorts): Gate {
  const { document } = window;
  let isDown = false;
  let last: { readonly clearance: string; readonly at: number } | null = null;

  const release = (clearance: VerifiedClearance, attempt: Attempt): void => {
    const at = attempt.event.timeStamp;
    if (last !== null && last.clearance === clearance.id && at - last.at < ONE_PUBLISHING_MS) return;
    last = { clearance: clearance.id, at };
    ports.onReleased(clearance, attempt.composer);
  };

  const hold = (event: Event, held: Held, composer: Composer | null, final: boolean): void => {
    event.stopImmediatePropagation();
    // Not on touchstart: it would take scrolling away, and the click that follows is held anyway.
    if (event.cancelable && event.type !== 'touchstart') event.preventDefault();
    if (final) ports.onHeld(held, composer, event);
  };

  const judge = (event: Event): void => {
    if (isDown || ports.isOff() || ports.isOwn(event.composedPath())) return;
    let attempt: Attempt | null;
    try {
      attempt = attemptOf(ports.adapter, event, document);
    } catch {
      if (looksLikePublishing(event))
        hold(event, BROKEN, null, event.type === 'click' || event.type === 'keydown');
      return;
    }
    if (attempt === null) return;
    let decision: Decision;
    try {
      decision = ports.decide(attempt.composer);
    } catch {
      decision = BROKEN;
    }
    if (decision.kind === 'held') hold(event, decision, attempt.composer, attempt.final);
    else if (decision.release !== null && attempt.publishes) release(decision.release, attempt);
  };

  for (const route of ROUTES) {
    window.addEventListener(route, judge, { capture: true, passive: route === 'touchstart' });
  }
  return {
    guard(tree) {
      if (tree.nodeType === FRAGMENT) tree.addEventListener('submit', judge, { capture: true });
    },
    takeDown() {
      isDown = true;
      for (const route of ROUTES) window.removeEventListener(route, judge, { capture: true });
    },
  };
}
