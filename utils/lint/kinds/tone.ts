import { WHOLE_PASSAGE } from '../scope.ts';
import { loadToneModel, type ToneModelPlan } from '../tone/model.ts';
import type { Runner } from './matcher.ts';

export interface TonePlan {
  readonly model: ToneModelPlan;
  /** A paragraph that scores this or more is a hit: 0 to 1. */
  readonly least: number;
}

/** So many of the heaviest words are named. */
const NAMED = 3;

/** A learned second opinion: marks the word that weighed most, with `{score}` in per cent and `{words}`. */
export const runTone: Runner<TonePlan> = ({ model, least }) => {
  const weigh = loadToneModel(model);
  return {
    by: 'passage',
    scope: WHOLE_PASSAGE,
    literals: null,
    find: ({ text }) => {
      const { score, words } = weigh(text);
      const [heaviest] = words;
      // Where no word speaks for it, there is nothing to show: the score is the bias's alone.
      if (heaviest === undefined || score < least) return [];
      const named = words.slice(0, NAMED).map(({ start, end }) => text.slice(start, end));
      const detail = { score: String(Math.round(100 * score)), words: [...new Set(named)].join(', ') };
      return [{ ...heaviest, expected: [], masked: null, detail }];
    },
  };
};
