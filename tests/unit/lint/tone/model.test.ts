import { describe, expect, it } from 'vitest';
import { type FitOptions, fitModel } from '../../../../scripts/train-tone/fit.ts';
import { loadToneModel } from '../../../../utils/lint/tone/model.ts';

const ROWS = [
  ...['You are an idiot', 'Idiots, all of them', 'Shut up, idiot', 'What an idiotic plan'].map((text) => ({
    text,
    isRisky: true,
  })),
  ...['You are a star', 'We open on Saturday', 'What a plan', 'All of them are welcome'].map((text) => ({
    text,
    isRisky: false,
  })),
];
const OPTIONS: FitOptions = { bits: 12, groups: ['woman', 'man'], seed: 3 };

describe('a fitted model', () => {
  const model = fitModel(ROWS, OPTIONS);
  const weigh = loadToneModel(model);

  it('scores what is like the risky rows above what is like the calm ones', () => {
    expect(weigh('Only an idiot would say that').score).toBeGreaterThan(0.6);
    expect(weigh('We are open').score).toBeLessThan(0.4);
  });

  it('names the words that weighed most, and never a group', () => {
    const text = 'That woman is an idiot';
    expect(weigh(text).words.map(({ start, end }) => text.slice(start, end))[0]).toBe('idiot');
    expect(weigh(text).words.some(({ start }) => start === text.indexOf('woman'))).toBe(false);
  });

  it('is the same to the byte for the same rows and seed, and another for another seed', () => {
    expect(fitModel(ROWS, OPTIONS)).toEqual(model);
    expect(fitModel(ROWS, { ...OPTIONS, seed: 4 })).not.toEqual(model);
    expect(fitModel(ROWS.slice(1), OPTIONS)).not.toEqual(model);
  });

  it('has a byte a feature, and is refused when it has not', () => {
    expect(atob(model.weights)).toHaveLength(2 ** 12);
    expect(() => loadToneModel({ ...model, bits: 13 })).toThrow(RangeError);
    expect(() => loadToneModel({ ...model, weights: model.weights.slice(0, -8) })).toThrow(RangeError);
  });

  it('scores an empty text by its bias alone', () => {
    expect(weigh('').score).toBeCloseTo(1 / (1 + Math.exp(-model.bias)), 9);
    expect(weigh('').words).toEqual([]);
  });
});
