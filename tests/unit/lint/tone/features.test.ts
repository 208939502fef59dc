import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toneWords } from '../../../../utils/lint/tone/features.ts';

const SIZE = 2 ** 16;
const GROUPS = new Set(['woman', 'women', 'muslim', 'blind']);
const words = (text: string) => toneWords(text, SIZE, GROUPS);
const featuresOf = (text: string): number[] => words(text).flatMap(({ features }) => features);

describe('features of tone', () => {
  it('have the place of each word in the text as it is written', () => {
    const text = 'Ærlig talt, 😀 you’re SO dumb-founded!';
    expect(words(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'Ærlig',
      'talt',
      'you’re',
      'SO',
      'dumb-founded',
    ]);
  });

  it('are the same whatever the case, the apostrophe, the width or the length of a drawl', () => {
    expect(featuresOf('YOU’RE SOOOOO dumb')).toEqual(featuresOf("you're soo dumb"));
    expect(featuresOf('ｄｕｍｂ')).toEqual(featuresOf('dumb'));
    expect(featuresOf('dumb')).not.toEqual(featuresOf('numb'));
  });

  it('say nothing of links, accounts and addresses', () => {
    expect(words('@stupid https://stupid.example/idiot stupid@idiot.example [USER]')).toEqual([]);
  });

  it('are the same whichever group is named, and none for its name', () => {
    const [first, ...others] = ['woman', 'women', 'Muslim', 'Muslims', 'blind'].map((group) =>
      words(`I am a ${group} engineer`).map(({ features, isGroup }) => ({ features, isGroup })),
    );
    for (const other of others) expect(other).toEqual(first);
    expect(words('woman')).toEqual([{ start: 0, end: 5, isGroup: true, features: [] }]);
  });

  it('tell what is said near a group from what is said far from one', () => {
    const far = new Set(featuresOf('stupid weather'));
    const near = featuresOf('stupid women').filter((feature) => !far.has(feature));
    expect(near.length).toBeGreaterThanOrEqual(2);
    expect(featuresOf('stupid a b c d e women').slice(0, 5)).toEqual(
      featuresOf('stupid a b c d e').slice(0, 5),
    );
  });

  it('stay below the size, whatever the text, and end after 600 words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 4, max: 20 }), (text, bits) => {
        let free = 0;
        for (const { start, end, features } of toneWords(text, 2 ** bits, GROUPS)) {
          expect(start).toBeGreaterThanOrEqual(free);
          expect(end).toBeLessThanOrEqual(text.length);
          free = end;
          for (const feature of features) expect(feature >= 0 && feature < 2 ** bits).toBe(true);
        }
      }),
    );
    expect(words('word '.repeat(2000))).toHaveLength(600);
  });
});
