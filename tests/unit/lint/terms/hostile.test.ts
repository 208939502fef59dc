import { describe, expect, it } from 'vitest';
import { TermFinder } from '../../../../utils/lint/term-finder.ts';
import { Unmasker } from '../../../../utils/lint/terms/unmask.ts';

/** So long that work which grows with the square of it would take minutes. */
const LONG = 50_000;
const filled = (piece: string): string => piece.repeat(Math.ceil(LONG / piece.length)).slice(0, LONG);
const finder = new TermFinder([
  {
    rule: 0,
    terms: [
      'shit',
      'ass',
      'a b',
      'scam',
      'aaa',
      ...Array.from({ length: 12 }, (_, i) => 'a'.repeat(i + 1)),
      'scheiße',
      'a11',
    ],
    evasion: true,
  },
]);
const unmasker = new Unmasker();

describe('long and hostile texts cost no more than their length', () => {
  it.each([
    ['one letter', filled('a')],
    ['two letters', filled('as')],
    ['letters set apart', filled('a ')],
    ['letters set apart by stops', filled('s.h.i.t.')],
    ['blanks before letters set apart', ' '.repeat(LONG / 2) + filled('a ').slice(LONG / 2)],
    ['words set apart', filled('s h i t ')],
    ['ones', filled('a1')],
    ['signs', filled('a$')],
    ['exclamations', filled('a!')],
    ['only signs', filled('$@!|')],
    ['a hashtag', `#${filled('scam')}`],
    ['hashtags', filled('#scam')],
    ['a hashtag of common words', `#${filled('the')}`],
    ['marks on one letter', `a${filled('\u0301')}`],
    ['marked letters', filled('a\u0301')],
    ['invisible signs', filled('a\u200b')],
    ['soft hyphens behind words', filled('ass\u00ad')],
    ['a run of soft hyphens', `ass${filled('\u00ad')}ass`],
    ['letters of other scripts', filled('аs')],
    ['stops', filled('a.a.')],
    ['addresses', filled('a@a.a')],
    ['an address without an end', filled('a@-')],
    ['hyphens and stops', filled('a-a.')],
    ['slashes', filled('//:')],
    ['line ends', filled('\n ')],
    ['halves of pairs', filled('\ud835')],
    ['long s', filled('ß')],
  ])('%s', (_, text) => {
    for (const spans of finder.find(text).values()) {
      expect(spans.at(-1)?.end ?? 0).toBeLessThanOrEqual(text.length);
    }
    for (const view of unmasker.views(text)) expect(view.text.length).toBeLessThanOrEqual(text.length * 3);
  });
});
