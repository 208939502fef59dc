import { draftCounter } from '../measure/draft-counts.ts';
import { evaluate, type FormulaPlan, type Values } from '../measure/formula.ts';
import type { DraftView } from '../view.ts';
import type { Runner } from './matcher.ts';

export interface MetricPlan {
  readonly formula: FormulaPlan;
  /** Of the variable `value`. */
  readonly condition: FormulaPlan;
}

/**
 * A draft is a hit as a whole when the condition holds for the formula's value, of which six decimals count, as in Vale;
 * one without a word has no value.
 */
export const runMetric: Runner<MetricPlan> = ({ formula, condition }) => {
  const countsOf = draftCounter();
  return {
    by: 'draft',
    find: (view) => {
      const counts = countsOf(view);
      if (counts.words === 0) return [];
      const values: Values = { ...counts, ...postValues(view) };
      const value = evaluate(formula, values);
      if (!Number.isFinite(value)) return [];
      if (evaluate(condition, { ...values, value: Number(value.toFixed(6)) }) === 0) return [];
      return [{ part: 0, start: 0, end: 0, expected: [], masked: null, detail: { value: value.toFixed(2) } }];
    },
  };
};

/** What a post has, from what is known of its paragraphs. */
function postValues({ parts }: DraftView): Values {
  const values = {
    'post.parts': parts.length,
    'post.links': 0,
    'post.hashtags': 0,
    'post.mentions': 0,
    'post.emojis': 0,
  };
  for (const { passages } of parts) {
    for (const { passage } of passages) {
      const { urls, hashtags, mentions, emojis } = passage.entities;
      values['post.links'] += urls.length;
      values['post.hashtags'] += hashtags.length;
      values['post.mentions'] += mentions.length;
      values['post.emojis'] += emojis.length;
    }
  }
  return values;
}
