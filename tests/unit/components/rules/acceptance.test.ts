import { describe, expect, it } from 'vitest';
import { readShippedPacks } from '../../../../cli/packs.ts';
import {
  canAccept,
  isAccepted,
  withAccepted,
  withoutAccepted,
} from '../../../../components/rules/acceptance.ts';
import { draftOf } from '../../../../utils/draft/draft.ts';
import type { Finding } from '../../../../utils/lint/finding.ts';
import { compile } from '../../../../utils/rules/compile.ts';
import { textOfExample } from '../../../../utils/rules/example.ts';
import { misfitsOfRule } from '../../../../utils/rules/misfits.ts';
import type { Example, Override, Pack, Rule } from '../../../../utils/rules/schema.ts';

const packOf = (...rules: Rule[]): Pack => ({
  pack: 'own',
  version: '1.0.0',
  title: { en: 'Own' },
  rules,
});

function findings(rule: Rule, override: Override, example: Example): readonly Finding[] {
  const overrides = { [`own/${rule.id}`]: override };
  const linter = compile({ packs: [packOf(rule)], overrides }, { locale: 'en', now: 0 });
  const { platforms, tags, markets } = rule.where ?? {};
  return linter.lint(draftOf(textOfExample(example), platforms?.[0] ?? 'x'), {
    context: tags?.slice(0, 1),
    markets: markets?.slice(0, 1),
  }).findings;
}

const rule = (own: object): Rule =>
  ({
    id: 'words',
    severity: 'block',
    message: { en: 'No.' },
    examples: { bad: ['x'], good: ['y'] },
    ...own,
  }) as Rule;

const found = (one: Rule, override: Override, text: string): string[] =>
  findings(one, override, text).map((finding) => finding.text);

describe('words that a rule is to let pass', () => {
  const terms = rule({ kind: 'terms', terms: ['Risk free', 'no loss'] });
  const tokens = rule({ kind: 'existence', tokens: ['guarantee[ds]?'], ignorecase: true, nonword: false });

  it('are a term less where the words are one of a list', () => {
    const override = withAccepted(terms, {}, 'risk FREE');
    expect(override).toEqual({ remove: { terms: ['Risk free'] } });
    expect(found(terms, override, 'Risk free and no loss')).toEqual(['no loss']);
  });

  it('are an exception, whatever their case, where the kind has those, and the rule finds the rest', () => {
    const override = withAccepted(tokens, {}, 'Guaranteed');
    expect(override).toEqual({ add: { exceptions: ['(?i)Guaranteed'] } });
    expect(found(tokens, override, 'We guarantee that it is guaranteed')).toEqual(['guarantee']);
  });

  it('are no term less where the rule sees through disguises: another term may stand for the same', () => {
    const disguised = rule({ kind: 'terms', terms: ['damn', 'd*mn', 'hell'], evasion: true });
    const override = withAccepted(disguised, {}, 'd4mn');
    expect(override).toEqual({ add: { unless: ['d4mn'] } });
    expect(found(disguised, override, 'd4mn it. What the hell')).toEqual(['hell']);
  });

  it('never empty a list, as a rule without terms is none', () => {
    const last = rule({ kind: 'terms', terms: ['no loss'] });
    const override = withAccepted(last, {}, 'no loss');
    expect(misfitsOfRule('own/words', last, override)).toEqual([]);
    expect(found(last, override, 'no loss')).toEqual([]);
  });

  it('are known by their letters and digits: signs at their ends are no words', () => {
    const override = withAccepted(tokens, {}, '“guaranteed 8%”');
    expect(override).toEqual({ add: { exceptions: ['(?i)guaranteed\\s+8'] } });
    expect(canAccept(tokens, '!!!')).toBe(false);
  });

  it('are a name less for rules of hashtags, mentions and emoji, and nothing where they only count', () => {
    const tags = rule({ kind: 'hashtag', deny: ['*'] });
    expect(found(tags, withAccepted(tags, {}, '#ad'), '#ad #sale')).toEqual(['#sale']);
    expect(canAccept(rule({ kind: 'hashtag', max: 2 }), '#ad')).toBe(false);
    expect(canAccept(rule({ kind: 'emoji', deny: ['🔥'] }), '🔥')).toBe(true);
    expect(canAccept(rule({ kind: 'emoji', deny: ['🔥'] }), '🔥🔥')).toBe(false);
  });

  it('are not for kinds that find no words of their own, or show them masked', () => {
    expect(canAccept(rule({ kind: 'detector', detector: 'card' }), '•••• 4242')).toBe(false);
    expect(canAccept(rule({ kind: 'length', max: 10 }), 'too long')).toBe(false);
  });

  it('stand beside what the team has changed before, and can be taken back alone', () => {
    const before: Override = {
      severity: 'warn',
      add: { exceptions: ['guarantees'] },
      remove: { tokens: ['x'] },
    };
    const after = withAccepted(tokens, before, 'guaranteed');
    expect(after.add?.exceptions).toEqual(['guarantees', '(?i)guaranteed']);
    expect(isAccepted(tokens, before, 'guaranteed')).toBe(false);
    expect(isAccepted(tokens, after, 'guaranteed')).toBe(true);
    expect(withAccepted(tokens, after, 'guaranteed')).toEqual(after);
    expect(withoutAccepted(tokens, after, 'guaranteed')).toEqual(before);
    const less = withAccepted(terms, { severity: 'note' }, 'no loss');
    expect(withoutAccepted(terms, less, 'no loss')).toEqual({ severity: 'note' });
  });

  it('pass by any rule that comes with Signoff and can name them, and come back when they are taken back', () => {
    const perKind = Map.groupBy(
      readShippedPacks().flatMap(({ rules }) => rules),
      ({ kind }) => kind,
    );
    let tried = 0;
    for (const rules of perKind.values()) {
      for (const one of rules.slice(0, 4)) {
        const [example] = one.examples.bad;
        if (example === undefined) continue;
        for (const { text } of findings(one, {}, example).slice(0, 2)) {
          if (!canAccept(one, text)) continue;
          const override = withAccepted(one, {}, text);
          const left = findings(one, override, example).map((finding) => finding.text);
          expect(left, `${one.kind} ${one.id}`).not.toContain(text);
          expect(misfitsOfRule(`own/${one.id}`, one, override), one.id).toEqual([]);
          expect(withoutAccepted(one, override, text)).toEqual({});
          tried++;
        }
      }
    }
    expect(tried).toBeGreaterThan(12);
  });
});
