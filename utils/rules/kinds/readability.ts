import type { Kind } from './kind.ts';

/** Vale's `readability` (internal/check/readability.go). */
export const readability: Kind<'readability'> = {
  kind: 'readability',
  compile: ({ metrics, grade }) => ({ metrics, grade }),
  patterns: () => [],
};
