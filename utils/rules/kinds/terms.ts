import type { Kind } from './kind.ts';

/** Plain words and phrases, found together in one pass over the folded text. */
export const terms: Kind<'terms'> = {
  kind: 'terms',
  compile: (rule) => ({ by: 'terms', terms: rule.terms, ignoreMarks: rule.ignorediacritics === true }),
  patterns: () => [],
};
