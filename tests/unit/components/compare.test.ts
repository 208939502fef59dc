import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareDrafts,
  comparedWith,
  compareTexts,
  shortenSame,
} from '../../../components/review/compare.ts';
import { decision, KARI, version } from './samples.ts';

const join = (changes: ReturnType<typeof compareTexts>, without: string): string =>
  changes
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('');

describe('compareTexts', () => {
  it('has both texts in it, whatever they are', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc
        .array(fc.constantFrom('one', 'two', ' ', '\n', '.', '🚀'), { maxLength: 30 })
        .map((words) => words.join('')),
    );
    fc.assert(
      fc.property(text, text, (before, after) => {
        const changes = compareTexts(before, after);
        expect(join(changes, 'added')).toBe(before);
        expect(join(changes, 'removed')).toBe(after);
      }),
    );
  });

  it('goes by words', () => {
    expect(compareTexts('We promise returns.', 'We target returns.')).toEqual([
      { kind: 'same', text: 'We ' },
      { kind: 'removed', text: 'promise' },
      { kind: 'added', text: 'target' },
      { kind: 'same', text: ' returns.' },
    ]);
  });

  it('gives up on texts with nothing in common instead of hanging', () => {
    const words = (prefix: string): string =>
      Array.from({ length: 8_000 }, (_, i) => `${prefix}${i}`).join(' ');
    const changes = compareTexts(words('a'), words('b'));
    expect(join(changes, 'added')).toBe(words('a'));
    expect(join(changes, 'removed')).toBe(words('b'));
  });
});

describe('compareDrafts', () => {
  const { draft } = version(1, { text: 'Same' });

  it('sees what is not text', () => {
    expect(compareDrafts(draft, draft).isSame).toBe(true);
    expect(compareDrafts(draft, { ...draft, account: '@other' })).toMatchObject({
      account: true,
      isSame: false,
    });
    const image = { kind: 'image', alt: 'A chart', digest: null } as const;
    const withImage = { ...draft, parts: [{ text: 'Same', media: [image] }] };
    expect(compareDrafts(draft, withImage)).toMatchObject({ parts: [{ mediaChanged: true }], isSame: false });
    expect(compareDrafts(draft, { ...draft, parts: [...draft.parts, { text: '', media: [] }] }).isSame).toBe(
      false,
    );
  });
});

describe('comparedWith', () => {
  it('is the last version that was decided on before the newest', () => {
    const decided = version(1, { decisions: [decision(KARI, 'request-changes', 'No.')] });
    expect(comparedWith([decided, version(2), version(3)])).toBe(decided);
    expect(comparedWith([version(1), version(2)])?.number).toBe(1);
    expect(comparedWith([decided])).toBeNull();
  });
});

describe('shortenSame', () => {
  it('cuts only what did not change', () => {
    const long = 'word '.repeat(100);
    const short = shortenSame([
      { kind: 'same', text: long },
      { kind: 'added', text: long },
    ]);
    expect(short[0]?.text.length).toBeLessThan(70);
    expect(short[0]?.text.startsWith('…')).toBe(true);
    expect(short[1]?.text).toBe(long);
  });
});
