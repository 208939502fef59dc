/** Fits the tone model: logistic regression on features that are scaled by how unevenly the two labels use them. */
import { toneWords } from '../../utils/lint/tone/features.ts';
import type { ToneModelPlan } from '../../utils/lint/tone/model.ts';

export interface Labelled {
  readonly text: string;
  readonly isRisky: boolean;
}

export interface FitOptions {
  readonly bits: number;
  readonly groups: readonly string[];
  /** The same seed and rows give the same model, to the byte. */
  readonly seed: number;
}

const ROUNDS = 8;
const RATE = 0.2;
/** Pulls weights to nothing that little speaks for. */
const DECAY = 1e-3;

/**
 * The model of the rows: AdaGrad over shuffled rows. A feature counts by the logarithm of how much more often one label
 * has it than the other (Wang and Manning, 2012), which keeps rare features of a small set from being believed.
 */
export function fitModel(rows: readonly Labelled[], { bits, groups, seed }: FitOptions): ToneModelPlan {
  const size = 2 ** bits;
  const names = new Set(groups);
  const samples = rows.map(({ text, isRisky }) => ({
    features: [...new Set(toneWords(text, size, names).flatMap((word) => word.features))],
    label: Number(isRisky),
  }));
  const scale = scalesOf(samples, size);
  const weights = new Float64Array(size);
  const steps = new Float64Array(size).fill(1e-6);
  let bias = 0;
  let biasSteps = 1e-6;
  const next = random(seed);
  const order = samples.map((_, i) => i);
  for (let round = 0; round < ROUNDS; round++) {
    shuffle(order, next);
    for (const i of order) {
      const { features = [], label = 0 } = samples[i] ?? {};
      const value = 1 / Math.sqrt(Math.max(1, features.length));
      let sum = bias;
      for (const feature of features) sum += at(weights, feature) * value * at(scale, feature);
      const error = 1 / (1 + Math.exp(-sum)) - label;
      biasSteps += error * error;
      bias -= (RATE * error) / Math.sqrt(biasSteps);
      for (const feature of features) {
        const slope = error * value * at(scale, feature) + DECAY * at(weights, feature);
        steps[feature] = at(steps, feature) + slope * slope;
        weights[feature] = at(weights, feature) - (RATE * slope) / Math.sqrt(at(steps, feature));
      }
    }
  }
  for (let feature = 0; feature < size; feature++)
    weights[feature] = at(weights, feature) * at(scale, feature);
  return { bits, groups, bias: round6(bias), ...packed(weights) };
}

/** Each weight as one of 255 steps. */
function packed(weights: Float64Array): Pick<ToneModelPlan, 'step' | 'weights'> {
  const most = weights.reduce((high, weight) => Math.max(high, Math.abs(weight)), 0);
  const step = round6(most / 127) || 1e-6;
  const bytes = Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / step))));
  return { step, weights: Buffer.from(bytes.buffer).toString('base64') };
}

function scalesOf(
  samples: readonly { readonly features: readonly number[]; readonly label: number }[],
  size: number,
): Float64Array {
  const counts = [new Float64Array(size).fill(0.5), new Float64Array(size).fill(0.5)];
  const rows = [1, 1];
  for (const { features, label } of samples) {
    rows[label] = (rows[label] ?? 0) + 1;
    const own = counts[label];
    if (own !== undefined) for (const feature of features) own[feature] = at(own, feature) + 1;
  }
  const [calm = new Float64Array(), risky = new Float64Array()] = counts;
  const [calmRows = 1, riskyRows = 1] = rows;
  return calm.map((count, i) => Math.abs(Math.log(at(risky, i) / riskyRows / (count / calmRows))));
}

function shuffle(order: number[], next: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const other = Math.floor(next() * (i + 1));
    [order[i], order[other]] = [order[other] ?? 0, order[i] ?? 0];
  }
}

/** Numbers from 0 to 1 (mulberry32), the same for the same seed. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function at(numbers: Float64Array, index: number): number {
  return numbers[index] ?? 0;
}

/** Machines may differ in the last digits of a logarithm; six of them are the same everywhere. */
function round6(value: number): number {
  return Number(value.toPrecision(6));
}
