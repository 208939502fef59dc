import { describe, expect, it } from 'vitest';
import { readPack } from '../../../cli/packs.ts';
import { compile } from '../../../utils/rules/compile.ts';
import { severitiesOf, severityOf } from '../../../utils/rules/severity.ts';

const packs = [readPack('risky-tone')];
const [rule] = packs[0]?.rules ?? [];
const text = 'You are a stupid, pathetic idiot and everybody hates you.';
const verdictWith = (overrides: Parameters<typeof compile>[0]['overrides']) =>
  compile({ packs, overrides }, { locale: 'en', now: 0 }).lint({
    platform: 'x',
    account: null,
    parts: [{ text, media: [] }],
    replyTo: null,
    quotes: null,
    scheduledFor: null,
  }).verdict;

describe('the severity that a team gives a rule', () => {
  it('is the team’s where the rule may have it', () => {
    expect(rule && severitiesOf(rule)).toEqual(['note', 'review']);
    expect(rule && severityOf(rule, 'review')).toBe('review');
    expect(severitiesOf({ kind: 'terms' })).toContain('block');
  });

  it('never lets a learned opinion stop a post', () => {
    expect(rule && severityOf(rule, 'block')).toBe(rule?.severity);
    expect(verdictWith({ [`risky-tone/${rule?.id}`]: { severity: 'block' } })).toBe(verdictWith({}));
    expect(verdictWith({ [`risky-tone/${rule?.id}`]: { severity: 'review' } })).toBe('needs-approval');
  });
});
