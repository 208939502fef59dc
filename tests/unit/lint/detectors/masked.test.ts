/** No finding of the pack privacy shows a secret: not as its text, not in its message, not in what it suggests. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPack } from '../../../../cli/packs.ts';
import { DETECTOR_NAMES, type DetectorName } from '../../../../utils/lint/detectors/registry.ts';
import { compile } from '../../../../utils/rules/compile.ts';
import { post } from '../posts.ts';
import { dates, digits, fodselsnummer, withIbanCheck, withLuhnDigit } from './numbers.ts';

const privacy = readPack('privacy');
const linter = compile({ packs: [privacy], overrides: {} }, { locale: 'en', now: 0 });
const ruleOf = (name: DetectorName): string | undefined =>
  privacy.rules.find((rule) => rule.kind === 'detector' && rule.detector === name)?.id;

const letters = (length: number) =>
  fc.string({
    unit: fc.constantFrom(...'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'),
    minLength: length,
    maxLength: length,
  });

/** For each detector: a text with `VALUE` where the secret goes, secrets, and how much of one may be shown. */
const CASES: readonly [name: DetectorName, text: string, secrets: fc.Arbitrary<string>, shown: number][] = [
  ['email', 'Write to VALUE today', letters(9).map((local) => `${local}@fjordpost.no`), 12],
  ['phone', 'Call me on VALUE after six', digits(6).map((rest) => `+47 91${rest}`), 2],
  ['iban', 'Refund to VALUE please', digits(11).map((account) => withIbanCheck('NO', account)), 5],
  ['payment-card', 'My card VALUE was charged', digits(11).map((rest) => withLuhnDigit(`4539${rest}`)), 4],
  [
    'national-id',
    'Fnr VALUE, takk',
    fc
      .tuple(dates, digits(3))
      .map(([[day, month, year], rest]) => fodselsnummer(`${day}${month}${year}${rest}`))
      .filter((number) => number !== null),
    2,
  ],
  ['possible-id', 'Wie is VALUE?', fc.constantFrom('111222333', '44051401359', '69435151530'), 2],
  ['ip-address', 'Seen from VALUE again', digits(2).map((last) => `84.213.1${last}.1${last}`), 6],
  [
    'mac-address',
    'My phone is VALUE, ok',
    digits(6).map((six) => `3c:22:fb:${six.match(/../g)?.join(':')}`),
    6,
  ],
  ['secret', 'api_key = VALUE', letters(30).filter((key) => /\d/.test(key)), 4],
  ['secret', 'password: VALUE', letters(12).filter((word) => /\d/.test(word) && /[a-z]/i.test(word)), 0],
  ['secret', 'https://app:VALUE@db.fjordpost.no/x', letters(14).map((word) => `${word}7`), 0],
  ['health-record', 'Patient with MRN VALUE', digits(8), 0],
  ['coordinates', 'She lives at VALUE', digits(5).map((rest) => `59.9${rest}, 10.7${rest}`), 3],
  ['street-address', 'She lives at VALUE', digits(2).map((number) => `Bjørnebærveien 1${number}`), 3],
];

const plain = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');

describe('what findings show', () => {
  it('is tested for every detector that finds a secret', () => {
    const tested = new Set(CASES.map(([name]) => name));
    expect(DETECTOR_NAMES.filter((name) => !tested.has(name))).toEqual(['internal-host']);
  });

  it.each(CASES)('of %s in %j is no more of the secret than is said', (name, carrier, secrets, most) => {
    const rule = ruleOf(name) ?? ruleOf('street-address');
    let seen = 0;
    fc.assert(
      fc.property(secrets, (secret) => {
        const { findings } = linter.lint(post(carrier.replace('VALUE', () => secret)));
        for (const finding of findings) {
          const { start: _start, end: _end, ...said } = finding;
          const all = JSON.stringify({
            ...said,
            suggestions: said.suggestions.map(({ text }) => text),
          });
          expect(all).not.toContain(secret);
          expect(plain(all)).not.toContain(plain(secret));
          if (finding.rule !== rule) continue;
          seen++;
          expect(plain(finding.text).length).toBeLessThanOrEqual(most);
          expect(finding.text).toContain('•');
        }
      }),
    );
    expect(seen).toBeGreaterThan(20);
  });
});
