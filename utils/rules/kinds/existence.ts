import { planPattern } from '../../lint/regex/plan.ts';
import { WHOLE_PASSAGE } from '../../lint/scope.ts';
import { planExceptions } from './exceptions.ts';
import type { Kind } from './kind.ts';

/** Vale's `existence`: the tokens joined by `|`, as whole words unless `nonword`; every match is a hit. */
export const existence: Kind<'existence'> = {
  kind: 'existence',
  compile: (rule, { accept }) => ({
    scope: WHOLE_PASSAGE,
    pattern: planPattern(rule.tokens.join('|'), {
      ignoreCase: rule.ignorecase,
      wordBoundaries: !rule.nonword,
      multiline: true,
    }),
    exceptions: planExceptions([...(rule.exceptions ?? []), ...accept]),
  }),
  patterns: (rule) => [
    ...rule.tokens.map((source, i) => ({ path: ['tokens', i], source })),
    ...(rule.exceptions ?? []).map((source, i) => ({ path: ['exceptions', i], source })),
  ],
};
