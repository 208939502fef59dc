import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { withoutLookaround } from '../../../../utils/rules/importers/lookahead.ts';
import { vale } from '../../../../utils/rules/importers/vale.ts';
import { found } from './read.ts';

// Hundreds of rules are made and run; on a busy machine that takes longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

describe('look-around put as exceptions', () => {
  it('is taken off the ends of alternatives', () => {
    expect(withoutLookaround('master(?! plan)|slave')).toEqual({
      plain: 'slave',
      ruled: [
        {
          pattern: 'master',
          exceptions: [String.raw`master(?: plan)\s{0}\w*`],
          around: [' plan'],
          ruledOut: ['master(?: plan)'],
        },
      ],
    });
    expect(withoutLookaround('(?<!\\.)yaml(?!-patch)')?.ruled[0]?.exceptions).toHaveLength(2);
  });

  it.each([
    ['plain', 'has none'],
    ['a(?=b)', 'asks for what is there'],
    ['(?<=a)b', 'asks for what is there'],
    ['\\w+(?! x)', 'could match less'],
    ['a?(?! x)', 'could match less'],
    ['a(?!b)c', 'stands in the middle'],
    ['a(?!b(?!c))', 'stands in another'],
  ])('%s is left: it %s', (source) => {
    expect(withoutLookaround(source)).toBeNull();
  });

  it('cannot rule out what stands behind nothing but signs, for an exception is made of words', () => {
    const text = 'extends: existence\nmessage: no\ntokens: [(?<!\\.)aa]\n';
    const { pack, report } = vale.import([{ name: 'A/R.yml', text }], { pack: 'a', title: 'A' });
    expect(found(pack, 'a .aa')).toEqual([]);
    expect(found(pack, '.aa')).toEqual(['a-r: aa']);
    expect(report[1]?.why?.message).toContain('but for signs that a paragraph begins or ends with');
  });

  it('finds what the pattern with look-around finds', () => {
    const word = fc.constantFrom('aa', 'bb', 'cc', 'aab');
    const inner = fc.constantFrom(' bb', ' aa| cc', '-bb', ' a', '\\.');
    const before = fc.constantFrom('bb ', 'aa |cc ', 'bb-', '\\.');
    const pattern = fc.oneof(
      fc.tuple(word, inner).map(([one, not]) => `${one}(?!${not})`),
      fc.tuple(before, word).map(([not, one]) => `(?<!${not})${one}`),
      fc.tuple(before, word, inner).map(([notBefore, one, not]) => `(?<!${notBefore})${one}(?!${not})`),
    );
    const piece = fc.constantFrom('aa', 'bb', 'cc', 'aab', ' ', '-', '.', ' ', 'x', '.aa', '-bb', ' bb');
    fc.assert(
      fc.property(pattern, fc.array(piece, { maxLength: 9 }), (source, pieces) => {
        const text = `go ${pieces.join('')} end`;
        const rule = `extends: existence\nmessage: no\ntokens: [${JSON.stringify(source)}]\n`;
        const { pack, report } = vale.import([{ name: 'A/R.yml', text: rule }], { pack: 'a', title: 'A' });
        // What may not stand around and is a hit, or begins one, cannot be put as an exception; nor what shares words.
        if (report[1]?.outcome === 'refused') {
          const hit = /\(\?<?!.*(aab|aa|bb|cc).*\1|(aab|aa|bb|cc)\(\?!.*\2|aab?\(\?! a/;
          const shares = /\(\?<!aa .*\(\?! a|\(\?<!bb.*\(\?![ -]bb|\(\?<!\\\.\).*\(\?!\\\./;
          expect(source).toMatch(new RegExp(`${hit.source}|${shares.source}`));
          return;
        }
        const native = new RegExp(`\\b(?:${source})\\b`, 'g');
        expect(found(pack, text)).toEqual([...text.matchAll(native)].map(([one]) => `a-r: ${one}`));
      }),
      {
        numRuns: 500,
        examples: [
          ['(?<!bb )aa(?! a)', ['aa', ' ', 'aa']],
          ['(?<!bb )aa(?! bb)', ['aa', ' bb', ' ', 'aa']],
        ],
      },
    );
  });
});
