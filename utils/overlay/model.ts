import type { Finding, Suggestion } from '../lint/finding.ts';
import type { RequestComment } from '../messages.ts';
import type { PlanStep } from '../policy/plan.ts';
import type { Declaration } from './declarations.ts';
import type { Guard } from './genuine.ts';
import type { NextStep, Standing } from './standing.ts';
import type { ComposerTexts } from './texts.ts';

/** All that is shown in a page at one moment. Plain data; the views keep nothing but what is being typed. */
export interface OverlayModel {
  readonly pills: readonly PillModel[];
  readonly card: CardModel | null;
  readonly panel: PanelModel | null;
  /** Said once by screen readers; empty for silence. */
  readonly said: string;
}

export interface PillModel {
  readonly id: number;
  readonly anchor: Element;
  readonly standing: Standing;
  readonly findings: number;
  readonly isOpen: boolean;
}

export type FixOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed'; readonly restored: boolean }
  | { readonly kind: 'copied' };

/** The pack's own good examples, and the asking of admins to accept the words: what came of each press. */
export type Help =
  | { readonly kind: 'none' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'examples'; readonly good: readonly string[] }
  | { readonly kind: 'asked' }
  /** The author is writing why the words stay. */
  | { readonly kind: 'leaving'; readonly isBusy: boolean; readonly detail: string | null }
  /** `detail` says why in the reader's language. */
  | { readonly kind: 'failed'; readonly detail: string };

export interface CardModel {
  readonly key: string;
  readonly finding: Finding;
  readonly index: number;
  readonly total: number;
  /** It has no words to stand under: something is missing, or it is about the post as a whole. */
  readonly isWhole: boolean;
  /** Where the words stand, or what stands for the post; viewport pixels, null while it is out of view. */
  readonly place: () => DOMRect | null;
  /** Opened by keyboard: the focus goes into it. Counts up with each such opening. */
  readonly focus: number;
  readonly outcome: FixOutcome;
  readonly help: Help;
  /** Characters of the reason for which the policy lets these words be left as they are; null where it does not. */
  readonly leaveFor: number | null;
  readonly unsafe: boolean;
}

export interface PanelModel {
  readonly id: number;
  readonly anchor: Element;
  readonly standing: Standing;
  readonly findings: readonly Finding[];
  /** What the author can say of the post; empty where no rule minds. */
  readonly declarations: readonly Declaration[];
  readonly parts: number;
  readonly team: string;
  /** Empty where it cannot be seen; then nothing can be asked for. */
  readonly account: string;
  /** What a request would be about beside the words, and who would answer it. */
  readonly request: RequestFacts | null;
  readonly remarks: readonly Remark[];
  /** The page has tried to send what nobody has cleared, and was stopped behind its buttons. */
  readonly wasRefused: boolean;
  /** No request of this author for this platform is known: nothing can have been sent before. */
  readonly isFirst: boolean;
  readonly focus: number;
  readonly sending: boolean;
  /** Why nothing came of the last press, in a sentence. */
  readonly failure: string | null;
  readonly unsafe: boolean;
}

/** What the author sees of a request before it is sent. */
export interface RequestFacts {
  readonly steps: readonly PlanStep[];
  /** The words of each part, as they would be sent. */
  readonly parts: readonly string[];
  /** How many of the media go with a small picture at most. */
  readonly media: number;
  readonly audience: string | null;
  /** When it is to go out, in the reader's words; null for now. */
  readonly planned: string | null;
  /** How long an answer has taken lately, in the reader's words; null where too few are known. */
  readonly answer: string | null;
}

/** What a reviewer has said of this version. */
export interface Remark {
  readonly comment: RequestComment;
  /** The words that it is about, where they still stand. */
  readonly place: { readonly part: number; readonly start: number; readonly end: number } | null;
}

export interface OverlayActions {
  readonly texts: ComposerTexts;
  readonly guard: Guard;
  /** A press that {@link Guard.isGenuine} did not take. */
  onUnsafe(): void;
  onPill(id: number, byKey: boolean): void;
  onClosePanel(): void;
  onDeclare(name: string, is: boolean): void;
  onJump(finding: Finding): void;
  onRemark(remark: Remark): void;
  onBetterWay(finding: Finding): void;
  onAskWords(finding: Finding): void;
  onLeave(finding: Finding, reason: string | null): void;
  onMendAll(): void;
  onStep(step: NextStep, note: string): void;
  onCloseCard(): void;
  onMoveCard(by: 1 | -1): void;
  onFix(finding: Finding, suggestion: Suggestion): void;
  onCopy(suggestion: Suggestion): void;
  /** The pointer has come over the card or left it. */
  onHoverCard(inside: boolean): void;
}
