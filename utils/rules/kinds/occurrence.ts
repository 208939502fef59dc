import { planPattern } from '../../lint/regex/plan.ts';
import { planScope } from '../scope.ts';
import type { Kind } from './kind.ts';

/** Vale's `occurrence` (internal/check/occurrence.go): the token as it stands, without word boundaries. */
export const occurrence: Kind<'occurrence'> = {
  kind: 'occurrence',
  compile: (rule) => ({
    scope: planScope(rule.scope),
    token: planPattern(rule.token, { ignoreCase: rule.ignorecase }),
    max: rule.max ?? 0,
    min: rule.min ?? 0,
  }),
  patterns: (rule) => [{ path: ['token'], source: rule.token }],
};
