import { compilePattern } from '../../lint/regex/pattern.ts';
import type { RuleOf } from '../schema.ts';
import { compileExceptions } from './exceptions.ts';
import type { Kind } from './kind.ts';

/** Vale's `existence`: the tokens joined by `|`, as whole words unless `nonword`; every match is a hit. */
export const existence: Kind<'existence'> = {
  kind: 'existence',
  compile(rule) {
    const pattern = compilePattern(rule.tokens.join('|'), {
      ignoreCase: rule.ignorecase,
      wordBoundaries: !rule.nonword,
      multiline: true,
    });
    const exceptionsIn = compileExceptions(rule.exceptions);
    return {
      by: 'text',
      literals: pattern.literals,
      find: (text) => {
        const isException = exceptionsIn(text);
        return pattern
          .findAll(text)
          .filter(({ start, end }) => !isException(start, end))
          .map(({ start, end }) => ({ start, end, expected: [], masked: null }));
      },
    };
  },
  patterns: (rule: RuleOf<'existence'>) => [
    ...rule.tokens.map((source, i) => ({ path: ['tokens', i], source })),
    ...(rule.exceptions ?? []).map((source, i) => ({ path: ['exceptions', i], source })),
  ],
};
