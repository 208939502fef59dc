import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { readShippedPacks } from '../../../../cli/packs.ts';
import { exportVale } from '../../../../utils/rules/exporters/vale.ts';
import { vale } from '../../../../utils/rules/importers/vale.ts';
import { loadPack } from '../../../../utils/rules/load.ts';
import type { Pack, Rule } from '../../../../utils/rules/schema.ts';
import { fixture } from '../importers/read.ts';

const OPTIONS = { pack: 'acme', title: 'Acme' };

/** The pack as it is after it was saved and read again. */
function reloaded(pack: Pack): Pack {
  const loaded = loadPack(stringify(pack), 'acme.yml');
  if (!loaded.ok) throw new Error(loaded.errors[0].message);
  return loaded.pack;
}

/** What a rule says, without its name and where it came from. */
function meaning({ id: _, imported: __, examples: ___, ...rest }: Rule): unknown {
  return rest;
}

// Hundreds of packs are made and read; on a busy machine that takes longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

describe('export to Vale', () => {
  it('gives a folder back as it was, byte for byte, with what was kept aside', () => {
    const files = fixture('vale');
    const { pack, kept } = vale.import(files, OPTIONS);
    if (pack === null) throw new Error('There is no pack.');
    const back = exportVale(reloaded(pack), kept);
    const byName = (list: readonly { name: string; text: string }[]) =>
      Object.fromEntries(list.map(({ name, text }) => [name, text]));
    expect(byName(back.files)).toEqual(byName(files));
    expect(back.report.every(({ outcome }) => outcome === 'taken')).toBe(true);
  });

  const word = fc.constantFrom(
    'moon',
    'sun',
    'blue moon',
    'stars?',
    '(?:ice|snow)',
    'and/or',
    'C\\+\\+',
    'x(?! y)',
    'É\\w+',
  );
  const base = {
    message: fc.constantFrom("Avoid '%s'.", 'No.', "Use '%s', not '%s'."),
    level: fc.constantFrom('suggestion', 'warning', 'error'),
  };
  const more = {
    link: fc.constantFrom('https://a.example/x', 'http://b.example'),
    description: fc.string({ minLength: 1, maxLength: 20 }),
    scope: fc.constantFrom('text', 'sentence', ['text', 'heading'], 'raw'),
    ignorecase: fc.boolean(),
    limit: fc.nat(3),
  };
  const flags = {
    nonword: fc.boolean(),
    vocab: fc.boolean(),
    exceptions: fc.array(fc.constantFrom('Moon', 'the sun'), { maxLength: 2 }),
  };
  const valeRule = fc.oneof(
    fc.record(
      {
        extends: fc.constant('existence'),
        ...base,
        ...more,
        ...flags,
        tokens: fc.uniqueArray(word, { minLength: 1, maxLength: 5 }),
      },
      { requiredKeys: ['extends', 'message', 'tokens'] },
    ),
    fc.record(
      {
        extends: fc.constant('substitution'),
        ...base,
        ...more,
        ...flags,
        swap: fc.dictionary(word, fc.constantFrom('a', 'b|c', '$1 d'), { minKeys: 1, maxKeys: 4 }),
        action: fc.constant({ name: 'replace' }),
      },
      { requiredKeys: ['extends', 'message', 'swap'] },
    ),
    fc.record(
      {
        extends: fc.constant('occurrence'),
        ...base,
        ...more,
        token: word,
        max: fc.integer({ min: 1, max: 4 }),
      },
      { requiredKeys: ['extends', 'message', 'token', 'max'] },
    ),
    fc.record(
      {
        extends: fc.constant('repetition'),
        ...base,
        ...more,
        tokens: fc.constant(['[^\\s]+']),
        alpha: fc.boolean(),
      },
      { requiredKeys: ['extends', 'message', 'tokens'] },
    ),
    fc.record({ extends: fc.constantFrom('spelling', 'script', 'sequence'), ...base }),
  );

  it('gives back every rule that came from Vale, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(valeRule, { minLength: 1, maxLength: 4 }), (rules) => {
        const files = rules.map((rule, i) => ({ name: `styles/Acme/Rule${i}.yml`, text: stringify(rule) }));
        const { pack, kept } = vale.import(files, OPTIONS);
        const empty: Pack = { pack: 'acme', version: '1.0.0', title: { en: 'Acme' }, rules: [] };
        const back = exportVale(pack === null ? empty : reloaded(pack), kept);
        for (const [i, rule] of rules.entries()) {
          const file = back.files.find(({ name }) => name === `styles/Acme/Rule${i}.yml`);
          expect(parse(file?.text ?? '')).toEqual(rule);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('writes an edited rule anew, so that it says what it says now, and says so', () => {
    fc.assert(
      fc.property(valeRule, fc.constantFrom('note', 'warn', 'review'), (rule, severity) => {
        const { pack } = vale.import([{ name: 'styles/Acme/Rule.yml', text: stringify(rule) }], OPTIONS);
        const [first, ...others] = pack?.rules ?? [];
        fc.pre(pack !== null && first !== undefined && others.length === 0 && first.severity !== severity);
        if (pack === null || first === undefined) return;
        const edited = { ...first, severity } as Rule;
        const back = exportVale({ ...pack, rules: [edited] });
        expect(back.report).toMatchObject([{ outcome: 'changed', why: { code: 'edited' } }]);
        const again = vale.import(back.files, OPTIONS).pack?.rules[0];
        if (again === undefined) throw new Error('The rule is lost.');
        expect(meaning(again)).toEqual(meaning(edited));
      }),
      { numRuns: 150 },
    );
  });

  it('writes term lists as existence, and says what Vale cannot', () => {
    const pack: Pack = {
      pack: 'house-list',
      version: '1.0.0',
      title: { en: 'House' },
      vocabulary: { accept: ['GitHub'], reject: ['obviously'] },
      rules: [
        {
          id: 'no-moon',
          kind: 'terms',
          severity: 'block',
          message: { en: 'Not “{match}”, 100%' },
          terms: ['moon', 'C++'],
          unless: ['blue'],
          examples: { bad: ['moon'], good: ['sun'] },
        },
        {
          id: 'no-card',
          kind: 'detector',
          severity: 'block',
          message: { en: 'No cards' },
          detector: 'payment-card',
          examples: { bad: ['4111 1111 1111 1111'], good: ['1'] },
        },
      ],
    };
    const { files, report } = exportVale(pack);
    expect(files.map(({ name }) => name)).toEqual([
      'styles/HouseList/NoMoon.yml',
      'styles/config/vocabularies/HouseList/accept.txt',
      'styles/config/vocabularies/HouseList/reject.txt',
      '.vale.ini',
    ]);
    expect(parse(files[0]?.text ?? '')).toEqual({
      extends: 'existence',
      message: 'Not “%s”, 100%%',
      level: 'error',
      ignorecase: true,
      tokens: ['moon', 'C\\+\\+'],
    });
    expect(files.at(-1)?.text).toBe(
      'StylesPath = styles\nMinAlertLevel = suggestion\nVocab = HouseList\n\n[*]\nBasedOnStyles = Vale, HouseList\n',
    );
    expect(report.map(({ what, outcome }) => [what, outcome])).toEqual([
      ['no-moon', 'changed'],
      ['no-card', 'refused'],
    ]);
    expect(report[0]?.why?.message).toContain('“unless”');
  });

  it('says so where Vale has no such part of a post, or fills its message in another order', () => {
    const rule: Rule = {
      id: 'tags',
      kind: 'substitution',
      severity: 'note',
      message: { en: '“{match}” is {expected}', nb: '«{match}»' },
      swap: { ad: 'advert' },
      scope: 'post.hashtag',
      ignorecase: true,
      nonword: false,
      examples: { bad: ['#ad'], good: ['x'] },
    };
    const pack: Pack = { pack: 'tags', version: '1.0.0', title: { en: 'Tags' }, rules: [rule] };
    const { files, report } = exportVale(pack);
    expect(parse(files[0]?.text ?? '')).toEqual({
      extends: 'substitution',
      message: '“…” is …',
      level: 'suggestion',
      swap: { ad: 'advert' },
      ignorecase: true,
      nonword: false,
      action: { name: 'replace' },
    });
    expect(report).toMatchObject([{ outcome: 'changed', why: { code: 'not_expressible' } }]);
    expect(report[0]?.why?.message).toMatch(
      /another order.*Norwegian.*parts of a post|parts of a post.*another order/,
    );
  });

  it('writes the packs that come with Signoff so that they can be read again', () => {
    for (const pack of readShippedPacks()) {
      const { files, report } = exportVale(pack);
      expect(report.map(({ what }) => what).toSorted()).toEqual(pack.rules.map(({ id }) => id).toSorted());
      const again = vale.import(files, OPTIONS);
      expect(again.report.filter(({ outcome }) => outcome === 'refused')).toEqual([]);
      expect(again.pack?.rules.length ?? 0).toBe(
        report.filter(({ outcome }) => outcome !== 'refused').length,
      );
    }
  });

  it('writes no file outside of its folder', () => {
    const { pack } = vale.import(
      [{ name: 'styles/A/R.yml', text: 'extends: existence\nmessage: m\ntokens: [moon]\n' }],
      OPTIONS,
    );
    const [rule] = pack?.rules ?? [];
    if (pack === null || rule?.imported === undefined) throw new Error('There is no pack.');
    for (const file of ['../x.yml', '/etc/x.yml', 'a/../../x.yml', 'C:\\x.yml', 'a\\..\\x.yml']) {
      const evil: Rule = { ...rule, imported: { ...rule.imported, file } };
      const { files } = exportVale({ ...pack, rules: [evil] }, [{ file, what: 'x', text: 'x' }]);
      expect(files.map(({ name }) => name)).toEqual(['styles/Acme/AR.yml', '.vale.ini']);
    }
  });
});
