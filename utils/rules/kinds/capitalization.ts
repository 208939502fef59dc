import type { CapitalizationPlan } from '../../lint/kinds/capitalization.ts';
import { planPattern } from '../../lint/regex/plan.ts';
import type { RuleOf } from '../schema.ts';
import { planScope } from '../scope.ts';
import { spellingOf } from '../vocabulary.ts';
import { planAlternatives } from './exceptions.ts';
import type { Kind } from './kind.ts';

/** Vale's `capitalization` (internal/check/capitalization.go): one of four cases, or a pattern. */
export const capitalization: Kind<'capitalization'> = {
  kind: 'capitalization',
  compile: (rule, { accept }) => {
    const how = caseOf(rule);
    const terms = [...(rule.exceptions ?? []), ...((rule.vocab ?? true) ? accept : [])];
    const convertsWords = how === 'AP' || how === 'Chicago' || how === 'sentence';
    const plain = terms.flatMap((term) => {
      const spelling = spellingOf(term);
      return spelling === term ? [[term.toLowerCase(), term] as const] : [];
    });
    return {
      scope: planScope(rule.scope),
      how,
      pattern: how === 'pattern' ? planPattern(rule.match, { ignoreCase: false }) : null,
      exceptions: planAlternatives(terms, { ignoreCase: false, wordBoundaries: true }),
      words: how === 'sentence' ? planAlternatives(terms, { ignoreCase: true, wordBoundaries: true }) : [],
      kept: convertsWords ? planAlternatives(terms, { ignoreCase: false, wordBoundaries: false }) : [],
      spellings: convertsWords ? Object.fromEntries(plain) : {},
      indicators: rule.indicators ?? [],
      // In Vale 0 is the default too: it would let everything pass.
      threshold: rule.threshold === undefined || rule.threshold === 0 ? 0.8 : rule.threshold,
      prefix: rule.prefix === undefined ? null : planPattern(rule.prefix, { ignoreCase: false }),
    };
  },
  patterns: (rule) => [
    ...(caseOf(rule) === 'pattern' ? [{ path: ['match'], source: rule.match }] : []),
    ...(rule.prefix === undefined ? [] : [{ path: ['prefix'], source: rule.prefix }]),
    ...(rule.exceptions ?? []).map((source, i) => ({ path: ['exceptions', i], source })),
  ],
};

function caseOf({ match, style }: RuleOf<'capitalization'>): CapitalizationPlan['how'] {
  switch (match) {
    case '$title':
      return style ?? 'AP';
    case '$sentence':
      return 'sentence';
    case '$lower':
      return 'lower';
    case '$upper':
      return 'upper';
    default:
      return 'pattern';
  }
}
