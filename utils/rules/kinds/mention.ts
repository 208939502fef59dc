import { planNames } from '../names.ts';
import type { Kind } from './kind.ts';

/** Who is mentioned, how often and where. */
export const mention: Kind<'mention'> = {
  kind: 'mention',
  compile: (rule) => ({
    ...planNames(rule),
    first: rule.first === true,
    max: rule.max ?? null,
    min: rule.min ?? null,
  }),
  patterns: () => [],
};
