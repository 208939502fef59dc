import { planPattern } from '../../lint/regex/plan.ts';
import type { Kind } from './kind.ts';

/** Media and their alternative texts. */
export const media: Kind<'media'> = {
  kind: 'media',
  compile: (rule) => ({
    alt: rule.alt === true ? ['image', 'gif'] : rule.alt || [],
    unhelpful: rule.unhelpful === true,
    altmax: rule.altmax ?? null,
    promised:
      rule.promised === undefined
        ? null
        : planPattern(rule.promised.join('|'), { ignoreCase: true, wordBoundaries: true }),
    max: rule.max ?? null,
    min: rule.min ?? null,
  }),
  patterns: (rule) => (rule.promised ?? []).map((source, i) => ({ path: ['promised', i], source })),
};
