import { describe, expect, it } from 'vitest';
import { readPackSource } from '../../../../cli/packs.ts';
import { compile } from '../../../../utils/rules/compile.ts';
import { loadPack } from '../../../../utils/rules/load.ts';
import { describeHeldOut, draftOf, linterOf, postsByTone } from './held-out.ts';

describeHeldOut('brand-safety', 4);

describe('brand-safety and who people are', () => {
  const linter = linterOf('brand-safety');
  const identities = [
    'Muslim',
    'Jewish',
    'Christian',
    'Hindu',
    'Sikh',
    'Buddhist',
    'Catholic',
    'atheist',
    'gay',
    'lesbian',
    'bisexual',
    'trans',
    'queer',
    'nonbinary',
    'straight',
    'Black',
    'white',
    'Asian',
    'African',
    'Arab',
    'Mexican',
    'Latina',
    'Roma',
    'Sámi',
    'Indigenous',
    'deaf',
    'blind',
    'disabled',
    'autistic',
    'old',
    'young',
    'female',
    'male',
    'American',
    'Polish',
  ];
  const sentences = [
    (who: string) => `I am a proud ${who} person`,
    (who: string) => `Meet Anna, a ${who} engineer on our team`,
    (who: string) => `You are a great ${who} colleague`,
    (who: string) => `${who} people built this company with us`,
    (who: string) => `Being ${who} is part of who I am`,
    (who: string) => `We welcome ${who} customers, always have`,
  ];

  it.each(identities)('says nothing because somebody is called %s', (who) => {
    for (const sentence of sentences) {
      expect(linter.lint(draftOf(sentence(who)), { language: 'en' }).findings, sentence(who)).toEqual([]);
    }
  });

  it('stays quiet about those who speak up against hate', () => {
    for (const text of [
      'Somebody sprayed “go back to your country” on our door. We stay.',
      'Nobody should ever be told that women belong in the kitchen.',
      'Calling refugees vermin is hate speech. Full stop.',
      'A fan was banned for life for shouting “filthy Jews”.',
      'It is not okay to say that gay people are a disease.',
      'The word “tranny” is a slur. We do not use it.',
    ]) {
      const grave = linter
        .lint(draftOf(text), { language: 'en' })
        .findings.filter((one) => one.severity !== 'note');
      expect(grave, text).toEqual([]);
    }
  });

  it('finds nine in ten hateful, insulting and profane posts, and hardly any other', () => {
    const isHeard = (text: string): boolean =>
      linter.lint(draftOf(text), { language: 'en' }).findings.some(({ severity }) => severity !== 'note');
    const posts = postsByTone();
    const missed = posts.filter(({ text, offends }) => offends && !isHeard(text));
    const wronged = posts.filter(({ text, offends }) => !offends && isHeard(text));
    expect(
      missed.length / posts.filter(({ offends }) => offends).length,
      JSON.stringify(missed),
    ).toBeLessThanOrEqual(0.1);
    expect(
      wronged.length / posts.filter(({ offends }) => !offends).length,
      JSON.stringify(wronged),
    ).toBeLessThanOrEqual(0.02);
  });

  it('reads each language’s words in that language alone', () => {
    const rules = (text: string, language: string): string[] =>
      linter.lint(draftOf(text), { language }).findings.map(({ rule }) => rule);
    expect(rules('Das ist Mist und verdammt', 'de')).toContain('profanity-mild-de');
    expect(rules('Verdammt, a word in our quiz', 'en')).toEqual([]);
    expect(rules('Faen, så godt', 'nb')).toContain('profanity-no');
    expect(rules('Faen, så godt', 'pl')).toEqual([]);
  });

  it('holds crisis topics only within the window that an admin gives them', () => {
    const source = readPackSource('brand-safety');
    const from = source.indexOf('- id: crisis-disaster');
    const window = 'from: 2026-01-01\n      until: 2026-01-01';
    const at = source.indexOf(window, from);
    const opened = `${source.slice(0, at)}from: 2026-11-20\n      until: 2026-11-24${source.slice(at + window.length)}`;
    const loaded = loadPack(opened, 'brand-safety.yml');
    if (!loaded.ok) throw new Error(loaded.errors[0].message);
    const now = Date.parse('2026-11-23T10:00Z');
    const own = compile({ packs: [loaded.pack], overrides: {} }, { locale: 'en', now });
    const rules = (text: string, when: string, with_ = own): string[] =>
      with_.lint(draftOf(text), { now: Date.parse(when) }).findings.map(({ rule }) => rule);
    expect(rules('Our bakery in the flood', '2026-11-23', linter)).toEqual([]);
    expect(rules('Our bakery in the flood', '2026-11-19T23:59Z')).toEqual([]);
    expect(rules('Our bakery in the flood', '2026-11-20T00:00Z')).toEqual(['crisis-disaster']);
    expect(rules('Our bakery in the flood', '2026-11-24T23:59Z')).toEqual(['crisis-disaster']);
    expect(rules('Our bakery in the flood', '2026-11-25T00:00Z')).toEqual([]);
    expect(rules('After the attack', '2026-11-23')).toEqual([]);
    expect(rules('Fresh bread', '2026-11-23')).toEqual([]);
  });

  it('holds everything while the tag crisis-pause is set', () => {
    const rules = (context: string[]): string[] =>
      linter.lint(draftOf('Fresh bread'), { context }).findings.map(({ rule }) => rule);
    expect(rules([])).toEqual([]);
    expect(rules(['crisis-pause'])).toEqual(['crisis-pause']);
  });
});
