import type { Kind } from './kind.ts';

/** A named detector and the values that it lets through. */
export const detector: Kind<'detector'> = {
  kind: 'detector',
  compile: (rule) => ({ detector: rule.detector, allow: rule.allow ?? [] }),
  patterns: () => [],
};
