import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../../utils/draft/draft.ts';
import { limitsOf } from '../../../../utils/draft/length/platforms.ts';
import type { RuleOf } from '../../../../utils/rules/schema.ts';
import { linterOf, post, terms } from '../../lint/posts.ts';

const RULE: RuleOf<'disclosure'> = {
  id: 'label',
  kind: 'disclosure',
  severity: 'block',
  message: { en: 'Say so.' },
  if: { tokens: ['gifted', 'partner @\\w+'], context: ['paid'] },
  then: { tokens: ['#ad', 'advert(?:isement)?'], add: ['Ad: '] },
  examples: { bad: ['gifted'], good: ['advert gifted'] },
};

const found = (rule: RuleOf<'disclosure'>, draft: Draft, ...context: string[]) =>
  linterOf(rule)
    .lint(draft, { context })
    .findings.map(({ part, start, end, text }) => ({ part, start, end, text }));
const within = (where: 'text' | 'fold' | 'first-part' | 'same-part') => ({
  ...RULE,
  then: { ...RULE.then, within: where },
});

describe('disclosure', () => {
  it('is asked for where the draft first needs it', () => {
    expect(found(RULE, post('A bag, gifted by our partner @bag'))).toEqual([
      { part: 0, start: 7, end: 13, text: 'gifted' },
    ]);
    expect(found(RULE, post('A bag'))).toEqual([]);
  });

  it('is asked for by what the author declares, and stands nowhere then', () => {
    expect(found(RULE, post('A bag'), 'paid')).toEqual([{ part: 0, start: 0, end: 0, text: '' }]);
    expect(found(RULE, post('A bag'), 'employee')).toEqual([]);
    expect(found(RULE, post('#ad A bag'), 'paid')).toEqual([]);
  });

  it('is asked for by the first place that no exception lets through', () => {
    const rule = { ...RULE, unless: ['self-'] };
    const text = 'It was self-gifted. It was gifted, gifted.';
    expect(found(rule, post(text))).toEqual([{ part: 0, start: 27, end: 33, text: 'gifted' }]);
    expect(found(rule, post('It was self-gifted.'))).toEqual([]);
    expect(found(rule, post('It was self-gifted.'), 'paid')).toEqual([
      { part: 0, start: 0, end: 0, text: '' },
    ]);
  });

  it('may have more tokens than one pattern can hold', () => {
    const many = (name: string) => Array.from({ length: 1500 }, (_, i) => `${name} number ${i} of all`);
    const rule = { ...RULE, if: { tokens: many('gift') }, then: { tokens: many('label') } };
    const text = 'See gift number 3 of all and gift number 1499 of all.';
    expect(found(rule, post(text)).map(({ text }) => text)).toEqual(['gift number 3 of all']);
    expect(found(rule, post('Gift number 1499 of all'))).toHaveLength(1);
    expect(found(rule, post(`${text} Label number 1498 of all`))).toEqual([]);
  });

  it('is seen in every paragraph, whichever was changed last', () => {
    const linter = linterOf(RULE);
    const before = linter.lint(post('A bag.\n\nIt was gifted.\n\nThe end.'));
    expect(before.findings.map(({ start }) => start)).toEqual([15]);
    const moved = linter.update(before, post('A big bag.\n\nIt was gifted.\n\nThe end.'));
    expect(moved.findings.map(({ start }) => start)).toEqual([19]);
    const labelled = linter.update(moved, post('A big bag.\n\nIt was gifted.\n\nThe end. #ad'));
    expect(labelled.findings).toEqual([]);
  });

  it('is asked for by another rule’s finding', () => {
    const { tokens: _, ...trigger } = RULE.if;
    const rule = { ...RULE, if: { ...trigger, rules: ['test/luxury'] } };
    const linter = linterOf(terms('luxury', ['handbag']), rule);
    expect(linter.lint(post('A handbag')).findings.map((one) => one.rule)).toEqual(['label', 'luxury']);
    expect(linter.lint(post('A pen')).findings).toEqual([]);
  });

  it('counts whole words alone', () => {
    expect(found(RULE, post('gifted #adventure'))).toHaveLength(1);
    expect(found(RULE, post('gifted adverts'))).toHaveLength(1);
    expect(found(RULE, post('regifted'))).toEqual([]);
    expect(found(RULE, post('gifted (#AD)'))).toEqual([]);
  });

  it('finds a longer word behind a shorter one of the list', () => {
    const rule = { ...RULE, then: { tokens: ['ad', 'advertisement', '#ad'] } };
    expect(found(rule, post('Advertisement: gifted'))).toEqual([]);
    expect(found(rule, post('gifted #ad'))).toEqual([]);
    expect(found(rule, post('gifted, I was glad'))).toHaveLength(1);
  });

  it('is offered to be put first', () => {
    const [finding] = linterOf(RULE).lint(post('A gifted bag')).findings;
    expect(finding?.suggestions).toEqual([{ start: 0, end: 0, text: 'Ad: ' }]);
  });

  it('has to stand in the first part, or in the part that needs it, where the rule says so', () => {
    const thread = post('Look', 'gifted', '#ad');
    expect(found(RULE, thread)).toEqual([]);
    expect(found(within('first-part'), thread)).toEqual([{ part: 1, start: 0, end: 6, text: 'gifted' }]);
    expect(found(within('same-part'), thread)).toEqual([{ part: 1, start: 0, end: 6, text: 'gifted' }]);
    expect(found(within('same-part'), post('Look', 'gifted #ad'))).toEqual([]);
    expect(found(within('first-part'), post('#ad', 'gifted'))).toEqual([]);
  });

  it('has to stand before the platform’s “more”, where it has one', () => {
    const late = `gifted ${'very '.repeat(40)}#ad`;
    expect(found(within('fold'), { ...post(late), platform: 'linkedin' })).toHaveLength(1);
    expect(found(within('fold'), { ...post(`#ad ${late}`), platform: 'linkedin' })).toEqual([]);
    expect(found(within('fold'), { ...post(late), platform: 'bluesky' })).toEqual([]);
  });

  it('is not seen in a row of hashtags, but at its start', () => {
    const rule = { ...RULE, then: { ...RULE.then, hashtags: 'ignored' as const } };
    expect(found(rule, post('gifted #bag #love #ad'))).toHaveLength(1);
    expect(found(rule, post('gifted #ad #love #bag'))).toEqual([]);
    expect(found(rule, post('gifted #bag #ad'))).toEqual([]);
    expect(found(RULE, post('gifted #bag #love #ad'))).toEqual([]);
  });

  it('is asked for once, or once in each part that needs it', () => {
    const thread = post('gifted, gifted', 'gifted');
    expect(found(RULE, thread)).toEqual([{ part: 0, start: 0, end: 6, text: 'gifted' }]);
    expect(found(within('same-part'), thread)).toEqual([
      { part: 0, start: 0, end: 6, text: 'gifted' },
      { part: 1, start: 0, end: 6, text: 'gifted' },
    ]);
    expect(found(RULE, post('gifted'), 'paid')).toHaveLength(1);
  });

  it('is asked for by any of what the author may declare', () => {
    const rule = { ...RULE, if: { context: ['paid', 'gift'] } };
    expect(found(rule, post('A bag'), 'gift')).toHaveLength(1);
    expect(found(rule, post('A bag'))).toEqual([]);
  });

  it('may end just where “more” begins', () => {
    const at = (before: number) => ({ ...post(`${'x'.repeat(before)} #ad gifted`), platform: 'linkedin' });
    const fold = limitsOf('linkedin')?.fold ?? 0;
    expect(found(within('fold'), at(fold - 4))).toEqual([]);
    expect(found(within('fold'), at(fold - 3))).toHaveLength(1);
  });

  it('is seen beside a row of hashtags that has it, too', () => {
    const rule = { ...RULE, then: { ...RULE.then, hashtags: 'ignored' as const } };
    expect(found(rule, post('#ad gifted #bag #love #ad'))).toEqual([]);
    expect(found(rule, post('gifted #bag #love #bags advert'))).toEqual([]);
  });
});
