import { planPattern } from '../../lint/regex/plan.ts';
import { planScope } from '../scope.ts';
import { planExceptions } from './exceptions.ts';
import type { Kind } from './kind.ts';

/** Vale's `repetition` (internal/check/repetition.go): the tokens joined by `|`, without word boundaries. */
export const repetition: Kind<'repetition'> = {
  kind: 'repetition',
  compile: (rule) => ({
    scope: planScope(rule.scope),
    pattern: planPattern(rule.tokens.join('|'), { ignoreCase: rule.ignorecase }),
    max: rule.max ?? 0,
    ignorecase: rule.ignorecase,
    alpha: rule.alpha ?? false,
    exceptions: planExceptions(rule.exceptions ?? []),
    vocab: rule.vocab ?? true,
  }),
  patterns: (rule) => [
    ...rule.tokens.map((source, i) => ({ path: ['tokens', i], source })),
    ...(rule.exceptions ?? []).map((source, i) => ({ path: ['exceptions', i], source })),
  ],
};
