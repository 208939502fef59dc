import { planPattern } from '../../lint/regex/plan.ts';
import type { Kind } from './kind.ts';

/** A stop on everything, or on a topic. */
export const pause: Kind<'pause'> = {
  kind: 'pause',
  compile: ({ topics }) => ({
    topics:
      topics === undefined
        ? null
        : planPattern(topics.join('|'), { ignoreCase: true, wordBoundaries: true, multiline: true }),
  }),
  patterns: ({ topics = [] }) => topics.map((source, i) => ({ path: ['topics', i], source })),
};
