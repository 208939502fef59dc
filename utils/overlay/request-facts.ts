/** What a request would be about and who would answer it, for the author to see before it is sent. Pure. */
import { type Draft, UNREADABLE_TIME } from '../draft/draft.ts';
import type { LintResult } from '../lint/finding.ts';
import type { ComposerRequest, ComposerState } from '../messages.ts';
import { foundIn, planFor, planOfRequest } from '../policy/plan.ts';
import type { Remark, RequestFacts } from './model.ts';
import type { ComposerTexts } from './texts.ts';

type Joined = Extract<ComposerState, { kind: 'joined' }>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time as people say it: no finer than they would plan by. */
export function roughly(ms: number, locale: string): string {
  const [unit, size] =
    ms < 1.5 * HOUR
      ? (['minute', MINUTE] as const)
      : ms < 2 * DAY
        ? (['hour', HOUR] as const)
        : (['day', DAY] as const);
  const count = Math.max(1, Math.round(ms / size));
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}

/**
 * @param clock formats an epoch-ms instant of the store's clock
 * @param now store clock, epoch ms
 */
export function requestFacts(
  { approval, answerTime }: Joined,
  draft: Draft,
  lint: LintResult,
  {
    clock,
    texts,
    now,
  }: { readonly clock: (at: number) => string; readonly texts: ComposerTexts; readonly now: number },
): RequestFacts {
  const { scheduledFor } = draft;
  const plan =
    approval === undefined
      ? null
      : planOfRequest(
          approval.policy,
          planFor(approval.policy, draft, foundIn(lint), approval.author, now).plan,
        );
  return {
    steps: plan?.steps ?? [],
    parts: draft.parts.map(({ text }) => text),
    media: draft.parts.reduce((sum, { media }) => sum + media.length, 0),
    audience: draft.audience ?? null,
    planned:
      scheduledFor === null ? null : scheduledFor === UNREADABLE_TIME ? '?' : clock(Date.parse(scheduledFor)),
    answer: answerTime == null ? null : roughly(answerTime, texts.locale),
  };
}

/** What was said of the version, with the words as they stand in the draft now. */
export function remarksOn(request: ComposerRequest | null, draft: Draft | null): Remark[] {
  return (request?.comments ?? []).map((comment) => {
    const { words } = comment;
    if (words === null || draft === null) return { comment, place: null };
    const { text } = words;
    // Words may have moved to another part with the edit.
    const parts = [words.part, ...draft.parts.keys()];
    const part = parts.find((one) => draft.parts[one]?.text.includes(text) === true);
    const start = part === undefined ? -1 : (draft.parts[part]?.text.indexOf(text) ?? -1);
    return {
      comment,
      place: part === undefined || start === -1 ? null : { part, start, end: start + text.length },
    };
  });
}
