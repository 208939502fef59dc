/** The popup asks the script in a tab to put an approved text into its composer; only the extension's own pages may. */
import { answerPages, askTab } from '../tools/ask.ts';

const QUESTION = 'restore/ask';

/** What was approved. */
export interface ApprovedText {
  /** Text of each part, in order. */
  readonly parts: readonly string[];
  readonly fingerprint: string;
}

export type Restored =
  /** It stands there, and is what was approved. */
  | 'restored'
  /** Its words stand there; the account, the media or something else of the post is another yet. */
  | 'differs'
  /** The composer has other words in it, which are not taken away. */
  | 'occupied'
  /** The editor did not take it; the composer is as it was. */
  | 'not-taken'
  | 'no-composer';

interface Question extends ApprovedText {
  readonly type: typeof QUESTION;
}

function questionIn(message: unknown): ApprovedText | null {
  if (typeof message !== 'object' || message === null || !('type' in message) || message.type !== QUESTION)
    return null;
  const { parts, fingerprint } = message as Partial<Question>;
  if (!Array.isArray(parts) || !parts.every((part) => typeof part === 'string')) return null;
  return typeof fingerprint === 'string' ? { parts, fingerprint } : null;
}

/** Should it fail, nothing was taken. */
export function answerRestore(restore: (approved: ApprovedText) => Promise<Restored>): void {
  answerPages((message) => {
    const approved = questionIn(message);
    return approved === null ? null : restore(approved).catch(() => 'not-taken');
  });
}

/** What became of it: in the composer of the tab in front, else on the clipboard, else neither. */
export interface RestoreOutcome {
  readonly composer: Restored;
  readonly isCopied: boolean;
}

/** Puts an approved text into the composer of a tab, the one in front where none is named. */
export async function restoreIn(approved: ApprovedText, tab?: number): Promise<Restored> {
  const question: Question = { type: QUESTION, ...approved };
  return (await askTab<Restored>(question, tab)) ?? 'no-composer';
}

/**
 * Puts an approved text into the composer of the tab in front, or on the clipboard where that cannot be done. Call it in
 * a page of the extension at a person's press: the clipboard asks for one.
 * @param tab another tab than the one in front
 */
export async function askRestore(approved: ApprovedText, tab?: number): Promise<RestoreOutcome> {
  const composer = await restoreIn(approved, tab);
  const isThere = composer === 'restored' || composer === 'differs';
  return { composer, isCopied: !isThere && (await copied(approved)) };
}

async function copied({ parts }: ApprovedText): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(parts.join('\n\n'));
    return true;
  } catch {
    return false;
  }
}
