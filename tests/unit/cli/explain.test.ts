import { describe, expect, it } from 'vitest';
import { explain } from '../../../utils/rules/explain.ts';
import { existence, pack, post, terms } from '../lint/posts.ts';
import { signoff } from './run.ts';

const rules = [
  existence('claim', ['guaranteed', 'risk[- ]free'], {
    unless: ['nothing is'],
    exceptions: ['guaranteed delivery'],
  } as never),
  terms('words', ['scam', 'swindle']),
  existence('shape', ['\\d+x']),
  { ...terms('elsewhere', ['scam']), where: { platforms: ['linkedin'] } },
];
const explained = (text: string, overrides = {}) =>
  Object.fromEntries(
    explain({ packs: [pack('test', ...rules)], overrides }, post(text), {}, { locale: 'en', now: 0 }).map(
      (one) => [one.rule, one],
    ),
  );

describe('explain', () => {
  it('names the words that led to a rule and the pattern that hit', () => {
    const { claim, words, shape } = explained('A risk-free swindle');
    expect(claim).toMatchObject({
      fate: 'run',
      literals: ['risk-free'],
      hits: [{ by: ['risk[- ]free'], silencedBy: [] }],
    });
    expect(words).toMatchObject({ literals: ['swindle'], hits: [{ by: ['swindle'] }] });
    expect(shape).toMatchObject({ fate: 'run', hits: [] });
  });

  it('names the exception that silenced a hit', () => {
    expect(explained('Nothing is guaranteed').claim?.hits).toMatchObject([{ silencedBy: ['nothing is'] }]);
    expect(explained('Guaranteed delivery').claim?.hits).toMatchObject([{ by: ['guaranteed'] }]);
    expect(explained('guaranteed delivery').claim?.hits).toMatchObject([
      { silencedBy: ['guaranteed delivery'] },
    ]);
  });

  it('says which rules are for other drafts or switched off', () => {
    const all = explained('A scam', { 'test/words': { enabled: false } });
    expect(all.elsewhere?.fate).toBe('elsewhere');
    expect(all.words?.fate).toBe('switched-off');
  });
});

describe('signoff check --explain', () => {
  it('tells people', async () => {
    const { code, out } = await signoff(
      ['check', '--explain', '--pack', 'finance-us', '-'],
      'Guaranteed returns!',
    );
    expect(code).toBe(1);
    expect(out).toMatch(/finance-us\/promissory-claim: run, because the text has .*“guarantee/);
    expect(out).toMatch(/finds “Guaranteed returns”\n {6}by “/);
    expect(out).toMatch(/\d+ other rules have none of their words in the text/);
  });

  it('does not go with a stream', async () => {
    const { code, err } = await signoff(['check', '--explain', '--jsonl', '-'], '');
    expect(code).toBe(2);
    expect(err).toContain('--jsonl');
  });
});
