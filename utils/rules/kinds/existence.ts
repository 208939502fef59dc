import type { PatternPlan } from '../../lint/regex/pattern.ts';
import { planPattern } from '../../lint/regex/plan.ts';
import { planInPieces } from '../pieces.ts';
import { planScope } from '../scope.ts';
import { planExceptions } from './exceptions.ts';
import type { Kind } from './kind.ts';

/**
 * Vale's `existence` (internal/check/existence.go): the tokens joined by `|`, as whole words unless `nonword`, with what
 * is `raw` before them, or behind them with `append`; without a token `raw` is the whole pattern. Every match is a hit.
 * A vocabulary is one of words: a rule with `nonword` does not mind it.
 */
export const existence: Kind<'existence'> = {
  kind: 'existence',
  compile: (rule) => {
    const tokens = rule.tokens.filter((token) => token.trim() !== '');
    const raw = (rule.raw ?? []).join('');
    const isWord = !rule.nonword && tokens.length > 0;
    const plan = (some: readonly string[]): PatternPlan => {
      const joined = isWord ? `\\b(?:${some.join('|')})\\b` : `(?:${some.join('|')})`;
      const source = rule.append === true ? joined + raw : raw + joined;
      return planPattern(source, { ignoreCase: rule.ignorecase || rule.evasion === true, multiline: true });
    };
    return {
      scope: planScope(rule.scope),
      patterns: tokens.length === 0 ? [plan([])] : planInPieces(tokens, plan).map(({ pattern }) => pattern),
      exceptions: planExceptions(rule.exceptions ?? []),
      evasion: rule.evasion === true,
      vocab: (rule.vocab ?? true) && !rule.nonword,
    };
  },
  patterns: (rule) => [
    ...rule.tokens.map((source, i) => ({ path: ['tokens', i], source })),
    ...(rule.raw?.length === 1 ? [{ path: ['raw', 0], source: rule.raw[0] ?? '' }] : []),
    ...(rule.exceptions ?? []).map((source, i) => ({ path: ['exceptions', i], source })),
  ],
};
