import type { Detector } from '../detectors/detector.ts';
import { DETECTORS, type DetectorName } from '../detectors/registry.ts';
import { WHOLE_PASSAGE } from '../scope.ts';
import type { Runner } from './matcher.ts';

export interface DetectorPlan {
  readonly detector: DetectorName;
  /** Values meant to be public, as the rule's author wrote them. */
  readonly allow: readonly string[];
}

/** A named detector; values the team means to be public stay silent, the others are shown masked. */
export const runDetector: Runner<DetectorPlan> = ({ detector, allow }) => {
  const named: Detector = DETECTORS[detector];
  const allowed = allow.map((value) => named.normalize(value));
  const covers = named.covers ?? ((allow, value) => allow === value);
  return {
    by: 'passage',
    scope: WHOLE_PASSAGE,
    literals: null,
    find: ({ text }) =>
      named
        .find(text)
        .filter(({ value }) => !allowed.some((one) => covers(one, value)))
        .map(({ start, end, masked }) => ({ start, end, expected: [], masked })),
  };
};
