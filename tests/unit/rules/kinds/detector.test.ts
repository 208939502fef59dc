import { describe, expect, it } from 'vitest';
import { compile } from '../../../../utils/rules/compile.ts';
import { loadPack } from '../../../../utils/rules/load.ts';
import { post } from '../../lint/posts.ts';

const pack = (fields: string, good = 'nothing'): string => `pack: own
version: 1.0.0
title: { en: Own }
rules:
  - id: numbers
    kind: detector
    severity: block
    detector: national-id
    message: { en: 'Not {match}' }
${fields}
    examples:
      bad: ['13097248022']
      good: ['${good}']
`;

const findings = (yaml: string, text: string) => {
  const loaded = loadPack(yaml, 'own.yml');
  if (!loaded.ok) throw new Error(loaded.errors[0].message);
  return compile({ packs: [loaded.pack], overrides: {} }, { locale: 'en', now: 0 }).lint(post(text)).findings;
};

describe('detector', () => {
  it('shows what it found masked, in the text and in the message', () => {
    expect(findings(pack(''), 'hvem er 13097248022?')).toMatchObject([
      { start: 8, end: 19, text: '•••••••••22', message: 'Not •••••••••22', suggestions: [] },
    ]);
  });

  it('counts the numbers of the named countries only, and needs no word by them', () => {
    const texts = (yaml: string): string[] =>
      findings(yaml, '13097248022, 850712-2383, 44051401359').map(({ start }) => String(start));
    expect(texts(pack(''))).toEqual(['0', '13']);
    expect(texts(pack('    countries: [no]'))).toEqual(['0']);
    expect(texts(pack('    countries: [no, pl]'))).toEqual(['0', '26']);
  });

  it('lets through what is allowed, however it is written', () => {
    expect(findings(pack("    allow: ['010190 10046']"), '01019010046 and 13097248022')).toMatchObject([
      { start: 16 },
    ]);
  });

  it.each([
    ['    countries: [NO]', 'a country of two small letters'],
    ['    countries: []', 'countries'],
    ['    countries: no', 'countries'],
    ['    contries: [no]', 'contries'],
  ])('refuses %j', (fields, sentence) => {
    const loaded = loadPack(pack(fields), 'own.yml');
    expect(loaded.ok ? '' : loaded.errors.map(({ message }) => message).join()).toContain(sentence);
  });

  it('runs from the plan alone, as it travels to a page', async () => {
    const loaded = loadPack(pack(''), 'own.yml');
    if (!loaded.ok) throw new Error(loaded.errors[0].message);
    const [{ planRuleset }, { loadLinter }] = await Promise.all([
      import('../../../../utils/rules/compile.ts'),
      import('../../../../utils/lint/linter.ts'),
    ]);
    const plan = planRuleset({ packs: [loaded.pack], overrides: {} }, 'en');
    const there = loadLinter(JSON.parse(JSON.stringify(plan)), { now: 0 });
    expect(there.lint(post('fnr 13097248022')).findings).toHaveLength(1);
  });
});
