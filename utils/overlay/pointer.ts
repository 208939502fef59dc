/** Where the pointer rests: over which finding, for how long. Only listens; stops and changes nothing. */

import type { Finding } from '../lint/finding.ts';
import { eventPath } from '../platforms/dom.ts';
import type { Seat } from './seat.ts';
import { gravest } from './standing.ts';

const OPEN_AFTER_MS = 180;
const CLOSE_AFTER_MS = 320;

export interface PointerPorts {
  readonly window: Window;
  readonly seats: () => Iterable<Seat>;
  readonly isOwn: (event: Event) => boolean;
  /** The pointer rests on a finding, or the author clicked into one. */
  onFinding(seat: Seat, finding: Finding, clicked: boolean): void;
  /** The pointer has left for somewhere else, and stays away. */
  onAway(): void;
  /** A click beside everything of ours. */
  onElsewhere(): void;
}

export interface Pointer {
  /** While the pointer is over the card, it is not away. */
  hold(inside: boolean): void;
  stop(): void;
}

export function followPointer({
  window,
  seats,
  isOwn,
  onFinding,
  onAway,
  onElsewhere,
}: PointerPorts): Pointer {
  let frame: number | null = null;
  let timer: number | null = null;
  let latest: { path: EventTarget[]; own: boolean; x: number; y: number } | null = null;
  let over: string | null = null;
  let held = false;

  const wait = (ms: number, then: () => void): void => {
    if (timer !== null) window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      timer = null;
      then();
    }, ms);
  };

  const leave = (): void =>
    wait(CLOSE_AFTER_MS, () => {
      if (!held && over === null) onAway();
    });

  const find = (path: readonly EventTarget[], x: number, y: number): [Seat, Finding] | null => {
    for (const seat of seats()) {
      if (seat.findings.length === 0 || !seat.composer.editors.some((editor) => path.includes(editor)))
        continue;
      const finding = gravest(seat.marks.at(x, y));
      if (finding !== null) return [seat, finding];
    }
    return null;
  };

  const onMove = (event: PointerEvent): void => {
    if (!event.isTrusted || event.pointerType === 'touch') return;
    // The path is empty once the event is over. Of several moves in one frame the last one counts.
    latest = { path: eventPath(event), own: isOwn(event), x: event.clientX, y: event.clientY };
    frame ??= window.requestAnimationFrame(() => {
      frame = null;
      if (latest === null || latest.own) return;
      const hit = find(latest.path, latest.x, latest.y);
      const key = hit === null ? null : `${hit[0].id}:${hit[1].part}:${hit[1].start}:${hit[1].rule}`;
      if (key === over) return;
      over = key;
      if (hit !== null) wait(OPEN_AFTER_MS, () => onFinding(hit[0], hit[1], false));
      else leave();
    });
  };

  const onClick = (event: MouseEvent): void => {
    if (!event.isTrusted || isOwn(event)) return;
    const hit = find(eventPath(event), event.clientX, event.clientY);
    if (hit === null) onElsewhere();
    else onFinding(hit[0], hit[1], true);
  };

  window.addEventListener('pointermove', onMove, { capture: true, passive: true });
  window.addEventListener('click', onClick, { capture: true, passive: true });
  return {
    hold(inside) {
      held = inside;
      if (!inside && over === null) leave();
    },
    stop() {
      if (frame !== null) window.cancelAnimationFrame(frame);
      if (timer !== null) window.clearTimeout(timer);
      window.removeEventListener('pointermove', onMove, { capture: true });
      window.removeEventListener('click', onClick, { capture: true });
    },
  };
}
