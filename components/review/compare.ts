/** What changed between two versions, word by word. Pure. */
import { diffWordsWithSpace } from 'diff';
import type { Draft } from '../../utils/draft/draft.ts';

export interface Change {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

export interface PartComparison {
  /** Index of the part in whichever of the two drafts is longer. */
  readonly part: number;
  readonly changes: readonly Change[];
  /** Images or videos, or their descriptions, are not the same. */
  readonly mediaChanged: boolean;
}

export interface Comparison {
  readonly parts: readonly PartComparison[];
  /** Things around the text that changed. */
  readonly account: boolean;
  readonly scheduledFor: boolean;
  readonly target: boolean;
  readonly isSame: boolean;
}

/** Beyond this many changed words the two texts have nothing in common worth showing word by word. */
const MOST_EDITS = 2_000;

export function compareTexts(before: string, after: string): Change[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  const changes = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS });
  if (changes === undefined) {
    return [
      { kind: 'removed' as const, text: before },
      { kind: 'added' as const, text: after },
    ].filter(({ text }) => text !== '');
  }
  return changes.map(({ value, added, removed }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}

export function compareDrafts(before: Draft, after: Draft): Comparison {
  const count = Math.max(before.parts.length, after.parts.length);
  const parts = Array.from({ length: count }, (_, part): PartComparison => {
    const [was, is] = [before.parts[part], after.parts[part]];
    return {
      part,
      changes: compareTexts(was?.text ?? '', is?.text ?? ''),
      mediaChanged: JSON.stringify(was?.media ?? []) !== JSON.stringify(is?.media ?? []),
    };
  });
  const account = before.account !== after.account;
  const scheduledFor = before.scheduledFor !== after.scheduledFor;
  const target = before.replyTo !== after.replyTo || before.quotes !== after.quotes;
  const isSame =
    !account &&
    !scheduledFor &&
    !target &&
    before.parts.length === after.parts.length &&
    parts.every((one) => !one.mediaChanged && one.changes.every(({ kind }) => kind === 'same'));
  return { parts, account, scheduledFor, target, isSame };
}

/** Long unchanged stretches cut to their edges, so that the changes are seen at once. */
export function shortenSame(changes: readonly Change[], keep = 60): Change[] {
  return changes.map((change, i) => {
    if (change.kind !== 'same' || change.text.length <= 2 * keep + 20) return change;
    const head = i === 0 ? '' : firstOf(change.text, keep);
    const tail = i === changes.length - 1 ? '' : lastOf(change.text, keep);
    return { kind: 'same', text: `${head}…${tail}` };
  });
}

const firstOf = (text: string, length: number): string =>
  text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
const lastOf = (text: string, length: number): string => text.slice(-length).replace(/^[\uDC00-\uDFFF]/, '');

/**
 * The version that `versions.at(-1)` is compared with: the last before it that somebody decided on, since that is what
 * the reviewers know; else the one before; null for a first version.
 */
export function comparedWith<V extends { readonly decisions: readonly unknown[] }>(
  versions: readonly V[],
): V | null {
  const earlier = versions.slice(0, -1);
  return earlier.findLast(({ decisions }) => decisions.length > 0) ?? earlier.at(-1) ?? null;
}
