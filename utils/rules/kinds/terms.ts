import type { Kind } from './kind.ts';

/** Plain words and phrases of long lists. */
export const terms: Kind<'terms'> = {
  kind: 'terms',
  compile: (rule) => ({
    terms: rule.terms,
    ignoreMarks: rule.ignorediacritics === true,
    evasion: rule.evasion === true,
  }),
  patterns: () => [],
};
