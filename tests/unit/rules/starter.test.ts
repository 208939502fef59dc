import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readShippedPacks, readStarterPacks } from '../../../cli/packs.ts';
import { compile } from '../../../utils/rules/compile.ts';
import { isShippedPack, packFile, SHIPPED_PACKS, STARTER_PACKS } from '../../../utils/rules/starter.ts';
import { post } from '../lint/posts.ts';

const shipped = readShippedPacks();
const packs = shipped.filter(({ pack }) => STARTER_PACKS.some((id) => id === pack));
const linter = compile({ packs, overrides: {} }, { locale: 'en', now: 0 });
const rules = shipped.flatMap(({ pack, rules: own }) =>
  own.map((rule) => ({ name: `${pack}/${rule.id}`, rule })),
);

const found = (text: string): string[] =>
  linter.lint(post(text)).findings.map((finding) => `${finding.pack}/${finding.rule} ${finding.text}`);

describe('the packs that are shipped', () => {
  it('are the files of the folder, each with its own name', () => {
    const files = readdirSync(new URL('../../../assets/packs/', import.meta.url)).filter((file) =>
      file.endsWith('.yml'),
    );
    expect(files.sort()).toEqual(SHIPPED_PACKS.map(packFile).sort());
    expect(shipped.map(({ pack }) => pack)).toEqual([...SHIPPED_PACKS]);
    expect(isShippedPack('toString')).toBe(false);
  });

  it('are switched on by themselves only where they were chosen for it', () => {
    expect(readStarterPacks().map(({ pack }) => pack)).toEqual(['finance-us', 'inclusive', 'privacy']);
  });

  it.each(rules)('$name speaks both languages, names its reason and has examples of its own', ({ rule }) => {
    expect(rule.message.nb).toBeDefined();
    expect(rule.why?.text.nb).toBeDefined();
    expect(rule.why?.checked).toBeDefined();
    expect(rule.why?.source ?? rule.why?.section).toBeDefined();
    expect(rule.examples.bad.length).toBeGreaterThanOrEqual(8);
    expect(rule.examples.good.length).toBeGreaterThanOrEqual(8);
  });

  it('find what is wrong with the draft of the main job', () => {
    expect(found('Guaranteed 20% returns, zero risk! Email ola@fund.example')).toEqual([
      'finance-us/promissory-claim Guaranteed 20% returns',
      'finance-us/promissory-claim zero risk',
      'privacy/email o••@fund.example',
    ]);
  });

  it('offer no fix that is wrong in itself', () => {
    for (const { name, rule } of rules) {
      for (const example of rule.examples.bad) {
        const text = typeof example === 'string' ? example : example.text;
        const before = linter.lint(post(text)).findings;
        for (const { rule: raised, start, suggestions } of before) {
          // What another rule minds here is its own matter; a fix may not raise anything new.
          const others = new Set(before.map((other) => other.rule).filter((other) => other !== raised));
          for (const suggestion of suggestions) {
            const mended = text.slice(0, suggestion.start) + suggestion.text + text.slice(suggestion.end);
            const again = linter
              .lint(post(mended))
              .findings.filter(
                (other) =>
                  !others.has(other.rule) &&
                  other.start >= start &&
                  other.start < suggestion.start + suggestion.text.length,
              );
            expect(
              again.map((other) => other.text),
              `${name}: “${text}” → “${mended}”`,
            ).toEqual([]);
          }
        }
      }
    }
  });

  /** What brands write every day, in their own words. */
  it.each([
    'We are proud to be named one of the best places to work in Oslo.',
    'Our researchers won an award for their work on preventing money laundering.',
    'Citi is working with clients to foster green financing.',
    'We guarantee delivery before Christmas if you order by Friday.',
    'Join us in supporting the food bank. Every meal counts.',
    'Happy Earth Day from our Green Teams!',
    'Sure thing! Send us a DM and we will have a look.',
    'The race is on: who can double last year’s donations?',
    'Rates: what a cut by the Fed means for your mortgage.',
    'Buy tickets for our charity concert on Saturday.',
    'Meet Anna, who leads our fraud prevention team.',
    'Free returns on everything, guaranteed until 31 January? Read the terms.',
    'No risk assessment is complete without your people.',
    'Markets fell 2% today. Here is what we are watching.',
    'Our CEO will speak about risk-free rates at Davos.',
    'Set your password to something long, and never share it.',
  ])('stay silent on %j', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    ['Why wait? Earn guaranteed income of 9% from day one', 'finance-us/promissory-claim'],
    ['GUARANTEED PROFITS EVERY MONTH', 'finance-us/promissory-claim'],
    ['Put your savings to work without any risk', 'finance-us/promissory-claim'],
    ['Don’t miss out: guaranteed returns for early members', 'finance-us/promissory-claim'],
    ['$TSLA to $500, easy', 'finance-us/projection'],
    ['We’re projecting 15% returns next year', 'finance-us/projection'],
    ['Hold $ACME, thank me later', 'finance-us/stock-tip'],
    ['Strategies endorsed by the SEC', 'finance-us/regulator-approval'],
    ['Let it grow tax free with our IRA', 'finance-us/tax-claim'],
    ['Your sender is on our blacklist', 'inclusive/tier-1'],
  ])('see what is wrong with %j', (text, name) => {
    expect(found(text).map((one) => one.split(' ')[0])).toContain(name);
  });
});
