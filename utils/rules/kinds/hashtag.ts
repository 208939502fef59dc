import { nameKey } from '../../lint/names.ts';
import { planNames } from '../names.ts';
import type { Kind } from './kind.ts';

/** Which hashtags, how many, how they are written and where they stand. */
export const hashtag: Kind<'hashtag'> = {
  kind: 'hashtag',
  compile: (rule) => ({
    ...planNames(rule),
    words: (rule.camelcase ?? []).map(nameKey),
    run: rule.run ?? null,
    max: rule.max ?? null,
    min: rule.min ?? null,
  }),
  patterns: () => [],
};
