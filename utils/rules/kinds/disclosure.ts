import type { PatternPlan } from '../../lint/regex/pattern.ts';
import { planPattern } from '../../lint/regex/plan.ts';
import { planInPieces } from '../pieces.ts';
import type { Kind } from './kind.ts';

/** What needs something else in the draft. */
export const disclosure: Kind<'disclosure'> = {
  kind: 'disclosure',
  compile: (rule) => ({
    needs: rule.if.tokens === undefined ? null : planWords(rule.if.tokens),
    context: rule.if.context ?? [],
    rules: rule.if.rules ?? [],
    given: planWords(rule.then.tokens),
    within: rule.then.within ?? 'text',
    ignoresHashtagRows: rule.then.hashtags === 'ignored',
    add: rule.then.add ?? [],
  }),
  patterns: (rule) => [
    ...(rule.if.tokens ?? []).map((source, i) => ({ path: ['if', 'tokens', i], source })),
    ...rule.then.tokens.map((source, i) => ({ path: ['then', 'tokens', i], source })),
  ],
};

/**
 * The tokens as whole words. A word's edge is asked for where a token begins or ends with a letter or digit, so that a
 * short one (`ad`) does not take the place of a longer one (`advertisement`); `#ad` and `R$` have their own edge.
 */
function planWords(tokens: readonly string[]): readonly PatternPlan[] {
  const words = tokens.map((token) => {
    const before = /^[\p{L}\p{N}]/u.test(token) ? '\\b' : '';
    const after = /[\p{L}\p{N}]$/u.test(token) ? '\\b' : '';
    return `(?:${before}(?:${token})${after})`;
  });
  const plan = (some: readonly string[]): PatternPlan =>
    planPattern(some.join('|'), { ignoreCase: true, multiline: true });
  return planInPieces(words, plan).map(({ pattern }) => pattern);
}
