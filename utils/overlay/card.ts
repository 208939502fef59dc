/** The card of one finding: which is open, where it belongs, what its buttons do. */
import { type Examiner, isLeavable } from '../gate/examiner.ts';
import type { Finding, Suggestion } from '../lint/finding.ts';
import { send } from '../messaging.ts';
import { areWords, isInsertion } from './fix-words.ts';
import { type Floor, focusEditor } from './floor.ts';
import { copyText, mend } from './mend.ts';
import type { CardModel, FixOutcome, Help } from './model.ts';
import type { Seat } from './seat.ts';
import { findingKey, isWhole } from './standing.ts';
import { SEVERITY_WORD } from './words.ts';

interface OpenCard {
  readonly seat: Seat;
  readonly key: string;
  /** Stays when the pointer leaves. */
  readonly pinned: boolean;
  readonly focus: number;
  readonly outcome: FixOutcome;
  readonly help: Help;
  readonly unsafe: boolean;
}

export class CardKeeper {
  readonly #floor: Floor;
  readonly #examiner: Examiner;
  #open: OpenCard | null = null;

  constructor(floor: Floor, examiner: Examiner) {
    this.#floor = floor;
    this.#examiner = examiner;
  }

  get seat(): Seat | null {
    return this.#open?.seat ?? null;
  }

  /** Null when nothing is open or the finding is gone. */
  get model(): CardModel | null {
    if (this.#open === null) return null;
    const { seat, key, focus, outcome, help, unsafe } = this.#open;
    const finding = seat.finding(key);
    if (finding === null) return null;
    const index = seat.findings.indexOf(finding) + 1;
    const isHere = seat.composer.editors[finding.part]?.ownerDocument === this.#floor.window.document;
    const whole = isWhole(finding) || !isHere;
    const place = () =>
      whole ? seat.anchor().getBoundingClientRect() : (seat.marks.rectsOf(finding)[0] ?? null);
    const total = seat.findings.length;
    const leaveFor = this.#leaveFor(finding);
    return { key, finding, index, total, isWhole: whole, place, focus, outcome, help, leaveFor, unsafe };
  }

  open(seat: Seat, finding: Finding, how: { readonly pinned: boolean; readonly focus: boolean }): void {
    const key = findingKey(finding, seat.findings);
    if (this.#open?.seat === seat && this.#open.key === key && !how.focus) {
      if (how.pinned) this.#open = { ...this.#open, pinned: true };
      return;
    }
    const { texts } = this.#floor;
    this.#open = {
      seat,
      key,
      pinned: how.pinned,
      focus: this.#floor.countFocus(how.focus),
      outcome: { kind: 'none' },
      help: { kind: 'none' },
      unsafe: false,
    };
    this.#floor.stage()?.host.place(seat.composer.root);
    if (how.focus) {
      bringIntoView(seat, finding);
      const severity = texts(SEVERITY_WORD[finding.severity]);
      this.#floor.say(texts('saidFinding', { severity, message: finding.message }));
    }
    this.#floor.show();
  }

  /** Goes; the focus goes back to the editor when it was in the card, or when asked to. */
  close(toEditor = false): void {
    if (this.#open === null) return;
    const { seat, key } = this.#open;
    const back = toEditor || this.#floor.focusIsOurs();
    const part = seat.finding(key)?.part ?? 0;
    this.#open = null;
    this.#floor.show();
    if (back) focusEditor(seat, part);
  }

  /** Gone without a word and without moving the focus: something else is opened. */
  drop(): void {
    this.#open = null;
  }

  /** The pointer is elsewhere: a card opened by it goes. */
  away(): void {
    if (this.#open !== null && !this.#open.pinned && this.#open.outcome.kind === 'none') this.close();
  }

  /** The seat was looked at again: a card whose finding is gone goes. */
  check(seat: Seat): void {
    if (this.#open?.seat !== seat || this.#open.outcome.kind === 'busy') return;
    if (seat.finding(this.#open.key) === null) this.close();
  }

  markUnsafe(): void {
    if (this.#open !== null) this.#open = { ...this.#open, unsafe: true };
  }

  /** To the next or previous finding of the seat, around the end; with the focus. */
  move(by: 1 | -1, seat: Seat | null = this.seat): void {
    if (seat === null) return;
    const { findings } = seat;
    if (findings.length === 0) {
      this.#floor.say(this.#floor.texts('saidNoFindings'));
      return;
    }
    const key = this.#open?.seat === seat ? this.#open.key : null;
    const at = findings.findIndex((finding) => findingKey(finding, findings) === key);
    const start = by === 1 ? 0 : findings.length - 1;
    const next = findings[at === -1 ? start : (at + by + findings.length) % findings.length];
    if (next !== undefined) this.open(seat, next, { pinned: true, focus: true });
  }

  async fix(finding: Finding, suggestion: Suggestion): Promise<void> {
    const before = this.#open;
    if (before === null || before.outcome.kind === 'busy') return;
    const { texts } = this.#floor;
    const isStill = (): boolean => this.#open?.seat === before.seat && this.#open.key === before.key;
    this.#open = { ...before, outcome: { kind: 'busy' }, pinned: true };
    this.#floor.show();
    const mended = await mend(before.seat, finding, suggestion);
    before.seat.look();
    if (mended.kind === 'failed') {
      this.#floor.say(texts(mended.restored ? 'cardFailed' : 'cardFailedDirty'));
      if (isStill()) this.#open = { ...before, outcome: { kind: 'failed', restored: mended.restored } };
      this.#floor.show();
      return;
    }
    if (mended.kind === 'replaced')
      this.#floor.say(texts(isInsertion(suggestion) ? 'saidInserted' : 'saidFixed'));
    if (isStill()) this.close();
  }

  /** The pack's own good examples for the rule, asked for when somebody wants them. */
  showBetter({ pack, rule }: Finding): Promise<void> {
    return this.#help(async () => {
      const reply = await send<'composer/examples'>({ type: 'composer/examples', pack, rule });
      if (!reply.ok) return { kind: 'failed', detail: reply.detail };
      const { good } = reply.value;
      return good.length === 0
        ? { kind: 'failed', detail: this.#floor.texts('cardNoExamples') }
        : { kind: 'examples', good };
    });
  }

  /** Asks the admins to accept the words that were found. */
  askForWords(finding: Finding): Promise<void> {
    return this.#help(async () => {
      const reply = await askWords(finding, '');
      if (!reply.ok) return { kind: 'failed', detail: reply.detail };
      this.#floor.say(this.#floor.texts('cardAskedWords'));
      return { kind: 'asked' };
    });
  }

  #leaveFor({ severity, text }: Finding): number | null {
    const { knowledge } = this.#examiner;
    const dismissals = knowledge.kind === 'joined' ? knowledge.approval?.policy.dismissals : undefined;
    if (dismissals === undefined || !isLeavable(severity) || !areWords(text)) return null;
    return dismissals.severities.includes(severity) ? dismissals.reasonLength : null;
  }

  /**
   * Leaves the words as they are, and tells the admins why.
   * @param reason null before one is written: it is asked for
   */
  async leave(finding: Finding, reason: string | null): Promise<void> {
    const open = this.#open;
    const length = this.#leaveFor(finding);
    if (open === null || length === null) return;
    const leaving = (isBusy: boolean, detail: string | null): void => {
      if (this.#open?.seat !== open.seat || this.#open.key !== open.key) return;
      this.#open = { ...this.#open, pinned: true, help: { kind: 'leaving', isBusy, detail } };
      this.#floor.show();
    };
    if (reason === null || reason.length < length) {
      leaving(false, reason === null ? null : this.#floor.texts('reasonShort', { count: length }));
      return;
    }
    leaving(true, null);
    const reply = await askWords(finding, reason);
    if (!reply.ok) {
      leaving(false, reply.detail);
      return;
    }
    this.#examiner.leave(open.seat.composer, finding);
    this.#floor.say(this.#floor.texts('saidLeft'));
    open.seat.look();
  }

  async #help(ask: () => Promise<Help>): Promise<void> {
    const before = this.#open;
    if (before === null || before.help.kind === 'busy') return;
    this.#open = { ...before, help: { kind: 'busy' }, pinned: true };
    this.#floor.show();
    const help = await ask();
    if (this.#open?.seat === before.seat && this.#open.key === before.key)
      this.#open = { ...this.#open, help };
    this.#floor.show();
  }

  async copy(suggestion: Suggestion): Promise<void> {
    const stage = this.#floor.stage();
    if (stage === null || !(await copyText(this.#floor.window, stage.host.root, suggestion.text))) return;
    if (this.#open !== null) this.#open = { ...this.#open, outcome: { kind: 'copied' } };
    this.#floor.say(this.#floor.texts(isInsertion(suggestion) ? 'cardCopiedInsert' : 'cardCopied'));
  }
}

const askWords = ({ pack, rule, text }: Finding, note: string) =>
  send<'composer/ask-words'>({ type: 'composer/ask-words', pack, rule, words: text, note });

function bringIntoView(seat: Seat, finding: Finding): void {
  const text = seat.examination?.texts[finding.part];
  if (text === undefined) return;
  const range = text.kind === 'rich' ? text.rangeOf(finding.start, finding.end) : null;
  const element = text.kind === 'field' ? text.field : range?.startContainer.parentElement;
  element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
