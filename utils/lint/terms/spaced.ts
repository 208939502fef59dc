import { LONGEST_REST, restOf } from './common-words.ts';
import { lettersOf } from './disguise.ts';
import { AFTER_BLANK, SAME_CHARACTER, type Skeleton } from './skeleton.ts';

/** Letters `[from, to)` of a skeleton that stand alone, each apart from the next by the same signs: s h i t. */
export interface SpacedRun {
  readonly from: number;
  readonly to: number;
  /** Whether a word stands before the run in its line, and behind it. */
  readonly isLed: boolean;
  readonly isFollowed: boolean;
}

const SHORTEST = 4;
const LONGEST_GAP = 3;

/**
 * All such runs, as long as they go, that have letters enough to be a word.
 * @param anySigns whether signs alone set letters apart too, and not only what has a blank.
 */
export function spacedRuns(skeleton: Skeleton, anySigns = false): SpacedRun[] {
  const { text, length, keys, joins, starts, ends } = skeleton;
  const gapAt = (at: number): string | null => {
    const from = ends[at - 1] ?? 0;
    const to = starts[at] ?? 0;
    if (keys[at] === 0 || to - from > LONGEST_GAP || (!anySigns && ((joins[at] ?? 0) & AFTER_BLANK) === 0))
      return null;
    return text.slice(from, to);
  };
  const runs: SpacedRun[] = [];
  for (let from = 0; from < length; ) {
    let to = from + 1;
    if (
      keys[from] !== 0 &&
      skeleton.isApart(from) &&
      skeleton.isApart(to) &&
      ((joins[to] ?? 0) & SAME_CHARACTER) === 0
    ) {
      const gap = to < length ? gapAt(to) : null;
      if (gap !== null) while (to < length && skeleton.isApart(to + 1) && gapAt(to) === gap) to++;
    }
    if (to - from >= SHORTEST) {
      runs.push({ from, to, isLed: isInLine(skeleton, from), isFollowed: isInLine(skeleton, to) });
    }
    from = to;
  }
  return runs;
}

/**
 * Whether letters `[from, to)` are whole words of the run: all of it, or with common words around them. An article
 * or an I beside it is one when the run does not begin the line: “such a s h i t”, but not “A W A R D”.
 */
export function isWholeInRun(skeleton: Skeleton, run: SpacedRun, from: number, to: number): boolean {
  if (from - run.from > LONGEST_REST || run.to - to > LONGEST_REST) return false;
  const before = restOf(wordsIn(skeleton, run.from, from, run.isLed));
  const after = restOf(wordsIn(skeleton, to, run.to, run.isFollowed));
  if (before === 'other' || after === 'other') return false;
  return before === 'words' || after === 'words' || (before === 'nothing' && after === 'nothing');
}

function wordsIn(skeleton: Skeleton, from: number, to: number, isInSentence: boolean): string {
  const letters = lettersOf(skeleton, from, to);
  if (/^[0-9]+$/.test(letters)) return '';
  return isInSentence && (letters === 'a' || letters === 'i') ? '' : letters;
}

/** Whether words stand on both sides of this place in the same line. */
function isInLine({ text, length, keys, starts, ends }: Skeleton, at: number): boolean {
  if (at <= 0 || at >= length || keys[at] === 0 || keys[at - 1] === 0) return false;
  return !text.slice(ends[at - 1] ?? 0, starts[at] ?? 0).includes('\n');
}
