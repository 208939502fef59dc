/** What the packs have to hold: every rule of the research they were made from, with all that a reader needs to trust it. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPack, readPackSource, readShippedPacks } from '../../../../cli/packs.ts';
import type { Severity } from '../../../../utils/lint/finding.ts';
import type { Rule } from '../../../../utils/rules/schema.ts';
import type { ShippedPackId } from '../../../../utils/rules/starter.ts';

const LANGUAGES = ['en', 'no', 'sv', 'da', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl'];

interface Asked {
  readonly severity: Severity;
  /** No source of it was read in the original: the rule says so until it is. */
  readonly unread?: true;
  /** The rules of the pack that carry it, where it is more than one or has another name. */
  readonly by?: readonly string[];
}

/** Rules by pack, each with the severity that it has unless a team changes it. */
const ASKED: Partial<Record<ShippedPackId, Readonly<Record<string, Asked>>>> = {
  'finance-us': {
    'promissory-claim': { severity: 'block', unread: true },
    projection: { severity: 'block' },
    'past-performance': { severity: 'warn' },
    'gross-without-net': { severity: 'review', unread: true },
    'testimonial-undisclosed': { severity: 'review' },
    'third-party-rating': { severity: 'warn' },
    'benefit-without-risk': { severity: 'warn' },
    'tax-claim': { severity: 'warn' },
    'adviser-title': { severity: 'warn' },
    'regulator-approval': { severity: 'block', unread: true },
    'reg-z-trigger': { severity: 'warn' },
    'stock-tip': { severity: 'review', unread: true },
  },
  'finance-uk-eu': {
    'crypto-warning-missing': { severity: 'block', unread: true },
    'incentive-to-invest': { severity: 'block', unread: true },
    'cfd-loss-percentage': { severity: 'block' },
    'standalone-and-hidden-warning': { severity: 'warn', unread: true },
    'unapproved-promotion': { severity: 'review' },
    'promise-urgency': { severity: 'block' },
    'advice-disclaimer-only': { severity: 'note' },
    'mica-statement': { severity: 'block' },
    'credit-claims': { severity: 'warn', unread: true },
  },
  disclosure: {
    'missing-label': { severity: 'block' },
    'ambiguous-label': { severity: 'warn', by: ['ambiguous-label', 'label-norway', 'label-germany'] },
    'label-placement': { severity: 'warn' },
    employee: { severity: 'warn' },
    'fake-or-bought-reviews': { severity: 'block' },
    'contest-label': { severity: 'warn', by: ['contest-label', 'contest-rules'] },
  },
  'health-us': {
    'rx-benefit-without-risk': { severity: 'block' },
    'off-label': { severity: 'block', unread: true },
    'disease-claim': { severity: 'block' },
    'dshea-disclaimer': { severity: 'warn' },
    'substantiation-words': { severity: 'warn' },
    phi: { severity: 'block' },
  },
  government: {
    'hatch-partisan': { severity: 'block' },
    'political-fundraising': { severity: 'block' },
    'endorse-product': { severity: 'warn', unread: true },
    records: { severity: 'note' },
    'plain-language': {
      severity: 'note',
      unread: true,
      by: ['plain-language', 'plain-acronyms', 'plain-sentence', 'plain-passive'],
    },
    // The rules of “craft”, one level up.
    'alt-text': { severity: 'block', by: ['508-alt-text'] },
    'fancy-unicode': { severity: 'review', by: ['508-fancy-unicode'] },
    '508': { severity: 'warn', by: ['508-captions', '508-hashtags', '508-emoji', '508-capitals'] },
  },
  privacy: {
    email: { severity: 'warn', unread: true },
    phone: { severity: 'warn', unread: true },
    'national-id': { severity: 'block' },
    iban: { severity: 'block', unread: true },
    card: { severity: 'block', unread: true },
    address: { severity: 'warn', unread: true },
    ip: { severity: 'note', unread: true },
    secret: { severity: 'block' },
    'internal-reference': { severity: 'review', by: ['internal-reference', 'internal-host'] },
  },
  'brand-safety': {
    profanity: { severity: 'warn', unread: true, by: LANGUAGES.map((language) => `profanity-${language}`) },
    'profanity, severe': { severity: 'block', unread: true, by: ['profanity-severe'] },
    'profanity, lighter': {
      severity: 'note',
      unread: true,
      by: LANGUAGES.map((language) => `profanity-mild-${language}`),
    },
    hate: {
      severity: 'block',
      by: ['hate-slur', 'hate-slur-en', 'hate', 'hate-contempt', 'hate-threat', 'hate-exclusion'],
    },
    'sensitive-topic': {
      severity: 'warn',
      unread: true,
      by: ['adult', 'arms', 'tragedy', 'crime', 'drugs', 'misinformation', 'piracy'].map(
        (topic) => `topic-${topic}`,
      ),
    },
    'sensitive-topic, softer': {
      severity: 'note',
      unread: true,
      by: ['topic-alcohol', 'topic-social-issue'],
    },
    newsjacking: { severity: 'review', unread: true },
    crisis: {
      severity: 'review',
      by: ['crisis-disaster', 'crisis-violence', 'crisis-outbreak', 'crisis-pause'],
    },
    politics: { severity: 'review', unread: true },
    competitor: { severity: 'warn', unread: true },
    superlative: { severity: 'warn' },
    'green-claim': { severity: 'review' },
    'green-claim, offsets in the EU': { severity: 'block', by: ['offset-claim'] },
    'ai-label': { severity: 'warn' },
    'spam-bait': { severity: 'note', unread: true },
  },
  craft: {
    length: { severity: 'block' },
    'alt-text': { severity: 'warn' },
    'hashtag-camelcase': { severity: 'note' },
    'emoji-run': { severity: 'note' },
    'fancy-unicode': { severity: 'warn' },
    'all-caps': { severity: 'note' },
    link: { severity: 'warn', by: ['link', 'link-broken'] },
    'staging-url': { severity: 'block' },
    'hashtag-count': { severity: 'note', by: ['hashtag-count', 'hashtag-count-x', 'hashtag-count-linkedin'] },
    'leading-mention': { severity: 'warn', unread: true },
  },
  inclusive: {
    'tier-1': { severity: 'warn' },
    'tier-2-3': { severity: 'note' },
    ableist: { severity: 'note' },
    gender: { severity: 'note' },
  },
};

const ruleOf = (pack: ShippedPackId, id: string): Rule | undefined =>
  readPack(pack).rules.find((rule) => rule.id === id);

describe.each(Object.entries(ASKED))('%s', (pack, asked) => {
  it.each(Object.entries(asked))(
    '%s is there, as grave as it is meant to be',
    (name, { severity, by = [name] }) => {
      for (const id of by) expect(ruleOf(pack as ShippedPackId, id)?.severity, id).toBe(severity);
    },
  );

  const unread = Object.entries(asked).filter(([, one]) => one.unread);
  it.each(unread)('%s says that its source was not read', (name, { by = [name] }) => {
    for (const id of by) expect(ruleOf(pack as ShippedPackId, id)?.why?.status, id).toBe('unverified-source');
  });
});

describe.each(readShippedPacks())('$pack', ({ rules }) => {
  it.each(rules)(
    '$id says why, from where, since when it is known and how it stands, in both languages',
    (rule) => {
      const { message, why } = rule;
      expect(message.nb).toBeTruthy();
      expect(why?.text.nb).toBeTruthy();
      expect(why?.section).toBeTruthy();
      expect(why?.checked).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(why?.status).toBeDefined();
      // Only a rule of the house has no address.
      if (why?.source === undefined) expect(why?.section).toMatch(HOUSE);
    },
  );
});

/** What nobody published: habits of the house, shapes of numbers, lists of the team’s own. */
const HOUSE =
  /^House (?:rule|style)|^The team’s own lists|^Each country’s own rule|^IEEE 802|^RFC \d+|^docs\/|model card/i;

describe('posts of our own', () => {
  const rowsOf = (pack: string): { rule: string; fires: boolean }[] => {
    const file = new URL(`../../../fixtures/packs/${pack}.jsonl`, import.meta.url);
    if (!existsSync(file)) return [];
    return readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { rule: string; fires: boolean });
  };
  /** So many of a rule’s posts may be the ones that it was first described with. */
  const GIVEN = 3;

  it.each(readShippedPacks().filter(({ pack }) => pack !== 'risky-tone'))(
    'are at least ten of each sort for every rule of $pack',
    ({ pack, rules }) => {
      const rows = rowsOf(pack);
      for (const { id, examples } of rules) {
        const own = rows.filter(({ rule }) => rule === id);
        const count = (fires: boolean): number => own.filter((row) => row.fires === fires).length;
        expect(examples.bad.length + count(true) - GIVEN, id).toBeGreaterThanOrEqual(10);
        // Nothing passes a rule that holds everything.
        if (id !== 'crisis-pause')
          expect(examples.good.length + count(false) - GIVEN, id).toBeGreaterThanOrEqual(10);
      }
    },
  );
});

describe('word lists', () => {
  const rules = readPack('brand-safety').rules;
  const tag = (language: string): string[] => (language === 'no' ? ['nb', 'nn', 'no'] : [language]);

  it.each(LANGUAGES)('of %s hold in drafts in that language alone, on two levels', (language) => {
    for (const id of [`profanity-${language}`, `profanity-mild-${language}`]) {
      const rule = rules.find((one) => one.id === id);
      expect(rule?.where?.languages, id).toEqual(tag(language));
      expect(rule?.kind === 'terms' ? rule.terms.length : 0, id).toBeGreaterThanOrEqual(15);
    }
  });

  it('say whose they are and under what licence', () => {
    expect(readPackSource('brand-safety')).toMatch(/^# Word lists: .+licence of Signoff/ms);
    expect(readPackSource('inclusive')).toContain('Inclusive Naming Initiative word lists, CC BY 4.0');
  });
});

describe('categories of the former GARM framework', () => {
  const CATEGORIES = [
    'adult and explicit sexual content',
    'arms and ammunition',
    'crime and harmful acts',
    'death, injury or military conflict',
    'online piracy',
    'hate speech and acts of aggression',
    'obscenity and profanity',
    'illegal drugs, tobacco, e-cigarettes, vaping, alcohol',
    'spam or harmful content',
    'terrorism',
    'debated sensitive social issues',
    'misinformation',
  ];
  it.each(CATEGORIES)('%s is named by a rule, and as a former framework', (category) => {
    const sections = readPack('brand-safety').rules.map(({ why }) => why?.section ?? '');
    expect(sections.filter((section) => section.includes(category)).length).toBeGreaterThan(0);
    for (const section of sections.filter((one) => one.includes('GARM')))
      expect(section).toContain('former GARM framework');
  });
});
