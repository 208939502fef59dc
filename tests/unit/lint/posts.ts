import type { Draft } from '../../../utils/draft/draft.ts';
import type { Linter } from '../../../utils/lint/linter.ts';
import { compile } from '../../../utils/rules/compile.ts';
import type { Pack, Rule } from '../../../utils/rules/schema.ts';

/** A draft with these parts, on X, by nobody in particular. */
export function post(...texts: string[]): Draft {
  return {
    platform: 'x',
    account: null,
    parts: texts.map((text) => ({ text, media: [] })),
    replyTo: null,
    quotes: null,
    scheduledFor: null,
  };
}

export function pack(id: string, ...rules: Rule[]): Pack {
  return { pack: id, version: '1.0.0', title: { en: id }, rules };
}

const base = { message: { en: '{match}' }, severity: 'warn' as const, examples: { bad: ['x'], good: ['y'] } };

export function existence(id: string, tokens: string[], more: Partial<Rule> = {}): Rule {
  return { ...base, id, kind: 'existence', tokens, ignorecase: true, nonword: false, ...more } as Rule;
}

export function substitution(id: string, swap: Record<string, string>, more: Partial<Rule> = {}): Rule {
  return { ...base, id, kind: 'substitution', swap, ignorecase: true, nonword: false, ...more } as Rule;
}

export function terms(id: string, words: string[], more: Partial<Rule> = {}): Rule {
  return { ...base, id, kind: 'terms', terms: words, ...more } as Rule;
}

export function detector(
  id: string,
  name: 'email' | 'iban' | 'payment-card',
  more: Partial<Rule> = {},
): Rule {
  return { ...base, id, kind: 'detector', detector: name, ...more } as Rule;
}

export function linterOf(...rules: Rule[]): Linter {
  return compile({ packs: [pack('test', ...rules)], overrides: {} }, { locale: 'en', now: 0 });
}

/** The texts of what the rules find in one post. */
export function hits(text: string, ...rules: Rule[]): string[] {
  return linterOf(...rules)
    .lint(post(text))
    .findings.map((finding) => finding.text);
}
