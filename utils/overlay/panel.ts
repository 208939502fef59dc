/** The panel of one composer: open or not, what is being sent, what came of it. */
import type { Examiner } from '../gate/examiner.ts';
import { declarationsOf } from './declarations.ts';
import { type Floor, focusEditor } from './floor.ts';
import { mendEach } from './mend.ts';
import type { PanelModel } from './model.ts';
import { remarksOn, requestFacts } from './request-facts.ts';
import { type Asked, takeStep } from './requests.ts';
import type { Seat } from './seat.ts';
import { isAsking, type NextStep, type Standing } from './standing.ts';

interface OpenPanel {
  readonly seat: Seat | null;
  /** Stands in for the seat until it was looked at, and where the page could not be read. */
  readonly first: { readonly anchor: Element; readonly standing: Standing } | null;
  readonly focus: number;
  readonly sending: boolean;
  readonly failure: string | null;
  readonly unsafe: boolean;
  /** The page was stopped behind its buttons. */
  readonly wasRefused: boolean;
}

export class PanelKeeper {
  readonly #floor: Floor;
  readonly #examiner: Examiner;
  /** Asks the background how things stand, after something was sent. */
  readonly #ask: () => void;
  #open: OpenPanel | null = null;

  constructor(floor: Floor, examiner: Examiner, ask: () => void) {
    this.#floor = floor;
    this.#examiner = examiner;
    this.#ask = ask;
  }

  get seat(): Seat | null {
    return this.#open?.seat ?? null;
  }

  get isOpen(): boolean {
    return this.#open !== null;
  }

  get model(): PanelModel | null {
    if (this.#open === null) return null;
    const { seat, first, focus, sending, failure, unsafe, wasRefused } = this.#open;
    const standing = seat?.standing ?? first?.standing ?? null;
    const anchor = seat?.anchor() ?? first?.anchor ?? null;
    if (standing === null || anchor === null) return null;
    const { knowledge } = this.#examiner;
    const { texts, clock } = this.#floor;
    const draft = seat?.examination?.draft ?? null;
    const lint = seat?.examination?.lint ?? null;
    const asks = standing.steps.some(isAsking);
    return {
      id: seat?.id ?? 0,
      anchor,
      standing,
      findings: seat?.findings ?? [],
      declarations: seat?.examination
        ? declarationsOf(this.#examiner.declarable, seat.examination.declared)
        : [],
      parts: seat?.examination?.draft.parts.length ?? 1,
      team: knowledge.kind === 'joined' ? knowledge.team.name : '',
      account: seat?.examination?.draft.account ?? '',
      request:
        asks && draft !== null && lint !== null && knowledge.kind === 'joined'
          ? requestFacts(knowledge, draft, lint, { clock, texts, now: Date.now() + knowledge.clockOffset })
          : null,
      remarks: remarksOn(standing.request, draft),
      wasRefused,
      isFirst: knowledge.kind === 'joined' && knowledge.requests.length === 0,
      focus,
      sending,
      failure,
      unsafe,
    };
  }

  open(seat: Seat | null, first: OpenPanel['first'], focus: boolean, wasRefused = false): void {
    const again = this.#open !== null && this.#open.seat === seat;
    this.#open = {
      seat,
      first,
      focus: this.#floor.countFocus(focus),
      sending: again && this.#open?.sending === true,
      failure: null,
      unsafe: false,
      wasRefused,
    };
    const host = this.#floor.stage()?.host;
    host?.place(seat?.composer.root ?? first?.anchor ?? null);
    host?.raise();
    this.#floor.show();
  }

  close(): void {
    if (this.#open === null) return;
    const back = this.#floor.focusIsOurs() ? this.#open.seat : null;
    this.#open = null;
    this.#floor.show();
    if (back !== null) focusEditor(back);
  }

  /** Gone without moving the focus: something else is opened. */
  drop(): void {
    this.#open = null;
  }

  /** The author says of the post what its words do not show, or takes it back; the post is checked again. */
  declare(name: string, is: boolean): void {
    const { seat } = this;
    if (seat === null) return;
    this.#examiner.declare(seat.composer, name, is);
    seat.look();
  }

  /** Mends all that has a suggestion, by the first of each. */
  async mendAll(): Promise<void> {
    const open = this.#open;
    if (open === null || open.seat === null || open.sending) return;
    const { seat } = open;
    const { texts } = this.#floor;
    this.#open = { ...open, sending: true, failure: null };
    const { mended, failed } = await mendEach(seat);
    seat.look();
    if (this.#open?.seat === seat) {
      const failure = failed === null ? null : texts(failed.restored ? 'cardFailed' : 'cardFailedDirty');
      this.#open = { ...this.#open, sending: false, failure };
    }
    this.#floor.say(texts('saidMendedAll', { count: mended }));
  }

  markUnsafe(): void {
    if (this.#open !== null) this.#open = { ...this.#open, unsafe: true };
  }

  /** Does what the author has pressed: asks, sends the next version, withdraws. */
  async take(step: NextStep, note: string): Promise<void> {
    const { texts } = this.#floor;
    const open = this.#open;
    if (open === null || open.seat === null || open.sending) return;
    const { seat } = open;
    if (step.kind === 'override' && note.length < step.reasonLength) {
      const failure = texts('reasonShort', { count: step.reasonLength });
      this.#open = { ...open, failure };
      this.#floor.show();
      return;
    }
    this.#open = { ...open, sending: true, failure: null, unsafe: false };
    this.#floor.show();
    let asked: Asked;
    try {
      asked = await takeStep(this.#examiner, seat.composer, step, note);
    } catch {
      asked = { kind: 'not-sent', detail: texts('nextBroken') };
    }
    this.#ask();
    seat.look();
    if (this.#open?.seat === seat) {
      this.#open = {
        ...this.#open,
        sending: false,
        failure:
          asked.kind === 'sent' || asked.detail === null
            ? null
            : texts('panelFailed', { reason: asked.detail }),
      };
      if (asked.kind === 'sent') this.close();
    }
    if (asked.kind === 'sent' && step.kind !== 'withdraw') {
      const { knowledge } = this.#examiner;
      // Kept in this browser so far: that the store has it is said when the store has said so.
      const offline = knowledge.kind === 'joined' && knowledge.connection === 'offline';
      this.#floor.say(texts(offline ? 'pillQueued' : 'pillSending'));
    }
    this.#floor.show();
  }
}
