import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexed } from '../../../utils/lint/indexes.ts';
import { loadLinter } from '../../../utils/lint/linter.ts';
import { planRuleset } from '../../../utils/rules/compile.ts';
import { loadPack } from '../../../utils/rules/load.ts';
import type { Rule } from '../../../utils/rules/schema.ts';
import { existence, linterOf, pack, post, substitution, terms } from './posts.ts';

/** Rules that look at paragraphs, at sentences, at whole parts and at the draft. */
const YAML = `
pack: wide
version: 1.0.0
title: { en: Wide }
rules:
  - { id: often, kind: occurrence, severity: note, message: { en: often }, token: risk, max: 1, examples: { bad: [risk risk], good: [risk] } }
  - { id: twice, kind: repetition, severity: note, message: { en: twice }, tokens: ['\\w+'], examples: { bad: [the the], good: [the] } }
  - { id: one-way, kind: consistency, severity: note, message: { en: both }, either: { color: colour }, examples: { bad: [color colour], good: [color] } }
  - id: label
    kind: disclosure
    severity: block
    message: { en: Say so }
    if: { tokens: [gifted] }
    then: { tokens: ['#ad'] }
    examples: { bad: [gifted], good: ['#ad gifted'] }
  - { id: clause, kind: existence, severity: note, message: { en: so }, tokens: [zero], scope: sentence, examples: { bad: [zero], good: [one] } }
`;
const loaded = loadPack(YAML, 'wide.yml');
const wide: readonly Rule[] = loaded.ok ? loaded.pack.rules : [];
const rules: Rule[] = [
  existence('claim', ['guaranteed', 'risk[- ]free', 'zero\\W+risk'], { unless: ['no(?:t|thing)? \\w+'] }),
  substitution('wording', { utilise: 'use', colour: 'color' }),
  terms('words', ['scam', 'get rich quick', 'æsj']),
  ...wide,
];
const linter = linterOf(...rules);

const piece = fc.constantFrom(
  'guaranteed',
  'risk',
  'risk-free',
  'zero',
  'nothing',
  'utilise',
  'color',
  'colour',
  'scam',
  'get rich',
  'quick',
  'gifted',
  '#ad',
  'the the',
  'æsj',
  'Fine.',
  '“Quoted”',
  ' ',
  ' ',
  '\n',
  '\n',
  '\n\n',
  '\n \n',
  '\r\n',
  '🎉',
  '👩‍👧',
);
const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(' ').replaceAll(' \n ', '\n'));
const edit = fc.record({ at: fc.nat(), cut: fc.nat({ max: 12 }), put: fc.array(piece, { maxLength: 3 }) });

describe('a linter that is told what changed', () => {
  it('has rules to test with', () => {
    expect(wide).toHaveLength(5);
  });

  it('finds what it would find in the whole text, after any edits', () => {
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 3 }),
        fc.array(edit, { maxLength: 8 }),
        (parts, edits) => {
          let now = parts;
          let last = linter.lint(post(...now));
          for (const { at, cut, put } of edits) {
            const part = at % now.length;
            now = now.map((old, i) => {
              if (i !== part) return old;
              const place = at % (old.length + 1);
              return old.slice(0, place) + put.join(' ') + old.slice(place + cut);
            });
            last = linter.update(last, post(...now));
            expect(last).toEqual(linter.lint(post(...now)));
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('minds that other rules are in force now', () => {
    const later = linterOf({ ...terms('words', ['scam']), where: { platforms: ['linkedin'] } });
    const onX = later.lint(post('A scam'));
    const draft = { ...post('A scam'), platform: 'linkedin' };
    expect(onX.findings).toEqual([]);
    expect(later.update(onX, draft).findings).toHaveLength(1);
  });

  it('takes a result that is not its own for none', () => {
    const other = linterOf(terms('words', ['fine'])).lint(post('A scam'));
    expect(linter.update(other, post('A scam'))).toEqual(linter.lint(post('A scam')));
  });
});

describe('paragraphs', () => {
  it('put together have the findings that each has alone', () => {
    const alone = linterOf(...rules.slice(0, 3));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (paragraphs) => {
        const plain = paragraphs.map((one) => one.trim()).filter((one) => one !== '');
        const joined = alone.lint(post(plain.join('\n\n'))).findings.map(({ text }) => text);
        expect(joined).toEqual(
          plain.flatMap((one) => alone.lint(post(one)).findings.map(({ text }) => text)),
        );
      }),
      { numRuns: 400 },
    );
  });
});

describe('a compiled ruleset', () => {
  it('survives being sent as JSON, and lints the same', () => {
    const plan = planRuleset({ packs: [pack('test', ...rules)], overrides: {} }, 'en');
    const sent = loadLinter(JSON.parse(JSON.stringify(plan)), { now: 0 });
    fc.assert(
      fc.property(text, (written) => {
        expect(sent.lint(post(written))).toEqual(linter.lint(post(written)));
      }),
      { numRuns: 400 },
    );
  });

  it('loads with its indexes, which hold the lists', () => {
    const plan = indexed(planRuleset({ packs: [pack('test', ...rules)], overrides: {} }, 'en'));
    const json = JSON.stringify(plan);
    expect(json).not.toContain('get rich quick');
    const sent = loadLinter(JSON.parse(json), { now: 0 });
    fc.assert(
      fc.property(text, (written) => {
        expect(sent.lint(post(written))).toEqual(linter.lint(post(written)));
      }),
      { numRuns: 400 },
    );
  });

  it('with damaged indexes is refused', () => {
    const { indexes, ...plan } = indexed(
      planRuleset({ packs: [pack('test', ...rules)], overrides: {} }, 'en'),
    );
    if (indexes === undefined) throw new Error('an indexed plan has indexes');
    const cut = { ...indexes, terms: null, prefilter: { ...indexes.prefilter, always: '!' } };
    expect(() => loadLinter({ ...plan, indexes: cut }, { now: 0 })).toThrow('damaged');
  });

  it('of another format is refused', () => {
    const plan = planRuleset({ packs: [], overrides: {} }, 'en');
    expect(() => loadLinter({ ...plan, format: 1 as 2 }, { now: 0 })).toThrow('another version');
  });
});
