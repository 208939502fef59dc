import type { Kind } from './kind.ts';

/** How long a post may be. */
export const length: Kind<'length'> = {
  kind: 'length',
  compile: ({ max, min, count }) => ({
    max: max ?? (min === undefined && count === 'characters' ? 'platform' : null),
    min: min ?? null,
    count,
  }),
  patterns: () => [],
};
