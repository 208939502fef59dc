import type { Kind } from './kind.ts';

/** In which languages an account writes. */
export const language: Kind<'language'> = {
  kind: 'language',
  compile: (rule) => ({ allow: rule.allow.map((one) => one.toLowerCase()) }),
  patterns: () => [],
};
