import { toneWords } from './features.ts';

/** A linear model as data: it comes with the rule, so that a page that has no such rule holds none. */
export interface ToneModelPlan {
  /** The model tells 2 to this power features apart. */
  readonly bits: number;
  /** Words for groups of people, which weigh nothing alone. */
  readonly groups: readonly string[];
  readonly bias: number;
  /** What one step of a weight is worth. */
  readonly step: number;
  /** A signed byte a feature, in base64. */
  readonly weights: string;
}

export interface Weighed {
  /** How likely the text is to offend, by the model: 0 to 1. */
  readonly score: number;
  /** Words that speak for it, the heaviest first; never a group's name. UTF-16 offsets. */
  readonly words: readonly { readonly start: number; readonly end: number }[];
}

/** A word that weighs less than this part of the heaviest is not worth naming. */
const LIGHTEST = 3;

/**
 * Makes the function that weighs a text. Logistic regression over the distinct features, divided by the root of their
 * count, so that long and short texts are measured alike.
 * @throws RangeError when the weights are not as many as the features
 */
export function loadToneModel({
  bits,
  groups,
  bias,
  step,
  weights,
}: ToneModelPlan): (text: string) => Weighed {
  const size = 2 ** bits;
  const bytes = Int8Array.from(atob(weights), (byte) => byte.charCodeAt(0));
  if (bytes.length !== size)
    throw new RangeError('The tone model is damaged: it has too few or too many weights.');
  const names = new Set(groups);
  const weightOf = (feature: number): number => bytes[feature] ?? 0;
  return (text) => {
    const words = toneWords(text, size, names);
    const distinct = new Set(words.flatMap(({ features }) => features));
    let sum = 0;
    for (const feature of distinct) sum += weightOf(feature);
    const heavy = words
      .map(({ start, end, isGroup, features }) => ({
        start,
        end,
        weight: isGroup ? 0 : features.reduce((total, feature) => total + weightOf(feature), 0),
      }))
      .filter(({ weight }) => weight > 0)
      .sort((a, b) => b.weight - a.weight || a.start - b.start)
      .filter(({ weight }, _, [most]) => weight * LIGHTEST >= (most?.weight ?? 0));
    const score = 1 / (1 + Math.exp(-(bias + (step * sum) / Math.sqrt(Math.max(1, distinct.size)))));
    return { score, words: heavy.map(({ start, end }) => ({ start, end })) };
  };
}
