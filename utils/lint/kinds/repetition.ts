import { countSentences } from '../measure/sentence-count.ts';
import { type PatternPlan, patternOf } from '../regex/pattern.ts';
import type { ScopePlan } from '../scope.ts';
import { type ExceptionsPlan, eitherOf, exceptionsOf } from './exceptions.ts';
import type { Hit, Runner } from './matcher.ts';

export interface RepetitionPlan {
  readonly scope: ScopePlan;
  readonly pattern: PatternPlan;
  readonly max: number;
  readonly ignorecase: boolean;
  readonly alpha: boolean;
  readonly exceptions: ExceptionsPlan | null;
  readonly vocab: boolean;
}

const LETTERS = /^\p{L}+$/u;

/**
 * A token that is the one before it is a hit, which spans both. Repetitions are counted from hit to hit, whatever stands
 * between them, as Vale counts. Where a sentence ends between the two there is none.
 */
export const runRepetition: Runner<RepetitionPlan> = (plan, { accepted }) => {
  const pattern = patternOf(plan.pattern);
  const exceptionsIn = eitherOf(exceptionsOf(plan.exceptions), plan.vocab ? accepted : null);
  const same = plan.ignorecase
    ? (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
    : (a: string, b: string): boolean => a === b;
  return {
    by: 'passage',
    scope: plan.scope,
    literals: pattern.literals,
    find: ({ text }) => {
      const hits: Hit[] = [];
      const isException = exceptionsIn(text);
      let before = { start: 0, token: '' };
      let count = 0;
      for (const { start, end } of pattern.findAll(text)) {
        const token = text.slice(start, end).trim();
        const isSame = token !== '' && same(token, before.token) && (!plan.alpha || LETTERS.test(token));
        if (isSame) count++;
        if (
          isSame &&
          count > plan.max &&
          countSentences(text.slice(before.start, end)) === 1 &&
          !isException(before.start, end)
        ) {
          hits.push({ start: before.start, end, expected: [], masked: null, detail: { token } });
          count = 0;
        }
        before = { start, token };
      }
      return apart(hits);
    },
  };
};

/** Three in a row are two hits that share the one between them; they are shown as one. */
function apart(hits: readonly Hit[]): Hit[] {
  const joined: Hit[] = [];
  for (const hit of hits) {
    const last = joined.at(-1);
    if (last !== undefined && hit.start < last.end) joined[joined.length - 1] = { ...last, end: hit.end };
    else joined.push(hit);
  }
  return joined;
}
