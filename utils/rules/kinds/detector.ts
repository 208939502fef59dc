import type { Detector } from '../../lint/detectors/detector.ts';
import { DETECTORS } from '../../lint/detectors/registry.ts';
import type { Kind } from './kind.ts';

/** A named detector; values the team means to be public stay silent, the others are shown masked. */
export const detector: Kind<'detector'> = {
  kind: 'detector',
  compile(rule) {
    const named: Detector = DETECTORS[rule.detector];
    const allowed = (rule.allow ?? []).map((value) => named.normalize(value));
    const covers = named.covers ?? ((allow, value) => allow === value);
    return {
      by: 'text',
      literals: null,
      find: (text) =>
        named
          .find(text)
          .filter(({ value }) => !allowed.some((allow) => covers(allow, value)))
          .map(({ start, end, masked }) => ({ start, end, expected: [], masked })),
    };
  },
  patterns: () => [],
};
