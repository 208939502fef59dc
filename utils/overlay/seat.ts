/** One composer that the author is using: what was last read from it, how it stands, what is painted in it. */
import { isEmptyDraft } from '../draft/draft.ts';
import type { Examination, Examiner } from '../gate/examiner.ts';
import type { Finding } from '../lint/finding.ts';
import type { Composer, PlatformAdapter } from '../platforms/adapter.ts';
import type { Marks } from './marks.ts';
import { findingKey, type Standing, standingOf } from './standing.ts';
import { type Watch, watchComposer } from './watch.ts';

export interface Seat {
  readonly id: number;
  readonly composer: Composer;
  readonly marks: Marks;
  /** Null until the first look, while the draft is empty, and when it could not be read. */
  readonly examination: Examination | null;
  /** Null while there is nothing to say: an empty draft, or no team. */
  readonly standing: Standing | null;
  /** But for what the author leaves as it is. */
  readonly findings: readonly Finding[];
  /** What the pill stands beside. */
  anchor(): Element;
  /** The finding of that name in the text as last read. */
  finding(key: string): Finding | null;
  /** Read again at the next frame. */
  look(): void;
  leave(): void;
}

export interface SeatPorts {
  readonly window: Window & typeof globalThis;
  readonly adapter: PlatformAdapter;
  readonly examiner: Examiner;
  readonly marks: Marks;
  readonly clock: (at: number) => string;
  readonly onChange: (seat: Seat) => void;
  readonly onMove: (seat: Seat) => void;
  readonly onGone: (seat: Seat) => void;
}

export function takeSeat(id: number, first: Composer, ports: SeatPorts): Seat {
  const { adapter, examiner, marks, clock } = ports;
  let composer = first;
  let examination: Examination | null = null;
  let standing: Standing | null = null;
  let findings: readonly Finding[] = [];

  const examine = (): void => {
    findings = [];
    try {
      examination = examiner.examine(composer);
    } catch {
      examination = null;
      standing = standingOf({
        knowledge: examiner.knowledge,
        decision: { kind: 'held', reason: 'broken', request: null },
        lint: null,
        clock,
      });
      marks.clear();
      return;
    }
    if (isEmptyDraft(examination.draft)) {
      examination = null;
      standing = null;
      marks.clear();
      return;
    }
    const { knowledge, decision } = examination;
    const lint = examination.lint && examiner.unsettled(composer, examination.lint);
    findings = lint?.findings ?? [];
    standing = standingOf({ knowledge, decision, lint, clock });
    if (standing === null) marks.clear();
    else marks.paint(composer, { ...examination, lint });
  };

  const seat: Seat = {
    id,
    marks,
    get composer() {
      return composer;
    },
    get examination() {
      return examination;
    },
    get standing() {
      return standing;
    },
    get findings() {
      return findings;
    },
    anchor() {
      // What stands beside it must stand in this frame.
      const places = [adapter.pillAnchor(composer), ...composer.editors.toReversed(), composer.root];
      return places.find((one) => one?.ownerDocument === ports.window.document) ?? composer.root;
    },
    finding(key) {
      return seat.findings.find((finding, _, all) => findingKey(finding, all) === key) ?? null;
    },
    look() {
      watch.look();
    },
    leave() {
      watch.stop();
      marks.clear();
    },
  };

  const watch: Watch = watchComposer(first, {
    window: ports.window,
    adapter,
    onLook(now) {
      composer = now;
      examine();
      ports.onChange(seat);
    },
    onMove() {
      marks.lay();
      ports.onMove(seat);
    },
    onGone() {
      marks.clear();
      ports.onGone(seat);
    },
  });
  return seat;
}
