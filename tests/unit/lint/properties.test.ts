import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStarterPacks } from '../../../cli/packs.ts';
import { Folder } from '../../../utils/lint/fold.ts';
import { matcherOf } from '../../../utils/lint/kinds/registry.ts';
import type { Linter } from '../../../utils/lint/linter.ts';
import { Passage } from '../../../utils/lint/passage.ts';
import { compile } from '../../../utils/rules/compile.ts';
import { planOf } from '../../../utils/rules/kinds/registry.ts';
import type { Rule } from '../../../utils/rules/schema.ts';
import { existence, hits, linterOf, pack, post, substitution, terms } from './posts.ts';

const packs = readStarterPacks();
const starter = compile({ packs, overrides: {} }, { locale: 'en', now: 0 });
/** Those that look at a paragraph at a time. */
const narrow = packs.map((one) => ({
  ...one,
  rules: one.rules.filter((rule) => matcherOf(rule.kind, planOf(rule, { accept: [] })).by !== 'draft'),
}));
const starterNarrow = compile({ packs: narrow, overrides: {} }, { locale: 'en', now: 0 });

/** Posts made of what the shipped rules look at, of their own examples, and of anything else. */
const examples = packs.flatMap(({ rules }) =>
  rules.flatMap((rule) =>
    [...rule.examples.bad, ...rule.examples.good].map((example) =>
      typeof example === 'string' ? example : example.text,
    ),
  ),
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(fc.oneof(fc.constantFrom(...examples), fc.string({ unit: 'grapheme', maxLength: 10 })), {
      maxLength: 6,
    })
    .map((pieces) => pieces.join(' ')),
  fc.string({ unit: fc.constantFrom('\ud83d', '\ude00', 'a', '@', '.', '4', ' ', '(at)'), maxLength: 60 }),
);

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '1'), minLength: 1, maxLength: 4 });
const rule = (id: string): fc.Arbitrary<Rule> =>
  fc.oneof(
    fc.array(word, { minLength: 1, maxLength: 4 }).map((tokens) => existence(id, tokens)),
    fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => terms(id, words)),
    fc.dictionary(word, word, { minKeys: 1, maxKeys: 4 }).map((swap) => substitution(id, swap)),
  );
const small = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '1', ' ', '.', 'A'), maxLength: 40 });

function check(linter: Linter, parts: string[]): void {
  const { findings } = linter.lint(post(...parts));
  const free = new Map<string, number>();
  for (const finding of findings) {
    const whole = parts[finding.part] ?? '';
    expect(finding.start).toBeGreaterThanOrEqual(0);
    expect(finding.end).toBeGreaterThan(finding.start);
    expect(finding.end).toBeLessThanOrEqual(whole.length);
    const slice = whole.slice(finding.start, finding.end);
    if (finding.kind === 'detector') expect(finding.text).toHaveLength(slice.length);
    else expect(finding.text).toBe(slice);
    for (const { start, end } of finding.suggestions) {
      expect(start).toBeGreaterThanOrEqual(0);
      // What is missing is put in elsewhere.
      if (start === end) continue;
      expect(start).toBeLessThanOrEqual(finding.start);
      expect(end).toBeGreaterThanOrEqual(finding.end);
      expect(end).toBeLessThanOrEqual(whole.length);
    }
    const name = `${finding.part} ${finding.pack}/${finding.rule}`;
    expect(finding.start).toBeGreaterThanOrEqual(free.get(name) ?? 0);
    free.set(name, finding.end);
  }
}

describe('for any text', () => {
  it('the shipped rules find places that are there, in the author’s own words, without overlap in a rule', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 3 }), (parts) => check(starter, parts)),
      { numRuns: 1000 },
    );
  });

  it('random rules do too', () => {
    fc.assert(
      fc.property(rule('a'), rule('b'), small, (a, b, written) => check(linterOf(a, b), [written])),
      { numRuns: 500 },
    );
  });

  it('a linter gives the same result every time, and so does another of the same ruleset', () => {
    const other = compile({ packs, overrides: {} }, { locale: 'en', now: 0 });
    fc.assert(
      fc.property(text, (written) => {
        const first = starter.lint(post(written));
        expect(starter.lint(post(written))).toEqual(first);
        expect(other.lint(post(written))).toEqual(first);
      }),
      { numRuns: 300 },
    );
  });

  it('another rule takes nothing away from what a rule finds', () => {
    fc.assert(
      fc.property(rule('a'), rule('b'), small, (a, b, written) => {
        const alone = linterOf(a).lint(post(written)).findings;
        const together = compile(
          { packs: [pack('test', a), pack('more', b)], overrides: {} },
          { locale: 'en', now: 0 },
        ).lint(post(written)).findings;
        expect(together.filter(({ pack: id }) => id === 'test')).toEqual(alone);
      }),
      { numRuns: 500 },
    );
  });

  it('looking for literals first misses nothing that a pattern alone would find', () => {
    const shouted = text.chain((written) => fc.constantFrom(written, written.toUpperCase(), `Σ${written}Σ`));
    const all = narrow.flatMap(({ rules }) => rules).filter(({ where }) => where === undefined);
    const matchers = all.map((rule) => matcherOf(rule.kind, planOf(rule, { accept: [] })));
    const unfiltered = linterOf(...all.map((one) => ({ ...one, unless: undefined, fixes: undefined })));
    fc.assert(
      fc.property(shouted, (written) => {
        const expected = matchers.reduce(
          (sum, matcher) => sum + (matcher.by === 'passage' ? matcher.find(new Passage(written)).length : 0),
          0,
        );
        expect(unfiltered.lint(post(written)).findings).toHaveLength(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('a term’s finding, folded like the term, is the term', () => {
    const letters = [
      'a',
      'A',
      'å',
      'a\u030a',
      'Ａ',
      '𝐚',
      'ﬁ',
      'é',
      'e\u0301',
      '’',
      ' ',
      '\n',
      '\u00a0',
      '-',
      '–',
      '😀',
      'ß',
    ];
    const written = fc.string({ unit: fc.constantFrom(...letters), maxLength: 30 });
    const term = fc.string({
      unit: fc.constantFrom(...letters.filter((one) => one.trim() !== '')),
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(
        fc.array(term, { minLength: 1, maxLength: 5 }),
        written,
        fc.boolean(),
        (list, whole, ignoreMarks) => {
          const folder = new Folder({ ignoreMarks });
          const folded = list.map((one) => folder.plain(one));
          const rules = [terms('t', list, { ignorediacritics: ignoreMarks })];
          for (const { text: found } of linterOf(...rules).lint(post(whole)).findings) {
            expect(folded).toContain(folder.plain(found));
          }
          for (const one of list) {
            if (folder.plain(one) !== '') expect(hits(` ${one} `, ...rules)).not.toEqual([]);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('parts are checked each for itself', () => {
    fc.assert(
      fc.property(text, text, (one, two) => {
        const both = starterNarrow.lint(post(one, two)).findings;
        expect(both.filter(({ part }) => part === 0)).toEqual(starterNarrow.lint(post(one)).findings);
        expect(both.filter(({ part }) => part === 1).map((finding) => ({ ...finding, part: 0 }))).toEqual(
          starterNarrow.lint(post(two)).findings,
        );
      }),
      { numRuns: 300 },
    );
  });
});
