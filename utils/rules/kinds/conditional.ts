import { planPattern } from '../../lint/regex/plan.ts';
import { planScope } from '../scope.ts';
import { planExceptions } from './exceptions.ts';
import type { Kind } from './kind.ts';

/** Vale's `conditional` (internal/check/conditional.go): both patterns as they stand. */
export const conditional: Kind<'conditional'> = {
  kind: 'conditional',
  compile: (rule) => ({
    scope: planScope(rule.scope),
    first: planPattern(rule.first, { ignoreCase: false }),
    second: planPattern(rule.second, { ignoreCase: false }),
    defines: hasGroup(rule.second),
    exceptions: planExceptions(rule.exceptions ?? []),
    vocab: rule.vocab ?? true,
  }),
  patterns: (rule) => [
    { path: ['first'], source: rule.first },
    { path: ['second'], source: rule.second },
    ...(rule.exceptions ?? []).map((source, i) => ({ path: ['exceptions', i], source })),
  ],
};

/** As Vale tells: an open parenthesis that is neither escaped nor followed by a question mark. */
function hasGroup(pattern: string): boolean {
  const count = (text: string): number => pattern.split(text).length - 1;
  return count('(') > count('(?') + count('\\(');
}
