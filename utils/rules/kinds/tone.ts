import type { Kind } from './kind.ts';

/** A learned model and the score from which it says something. */
export const tone: Kind<'tone'> = {
  kind: 'tone',
  compile: ({ model, least }) => ({ model, least }),
  patterns: () => [],
};
