import type { Detector, DetectorOptions } from '../detectors/detector.ts';
import { DETECTORS, type DetectorName, type TableOf } from '../detectors/registry.ts';
import { WHOLE_PASSAGE } from '../scope.ts';
import type { Runner } from './matcher.ts';

export interface DetectorPlan {
  readonly detector: DetectorName;
  /** Values meant to be public, as the rule's author wrote them. */
  readonly allow: readonly string[];
  /** Countries whose forms count; null for all. */
  readonly countries: readonly string[] | null;
  /** What this detector looks up. */
  readonly table: TableOf<DetectorName>;
}

/** A named detector; values the team means to be public stay silent, the others are shown masked. */
export const runDetector: Runner<DetectorPlan> = ({ detector, allow, countries, table }) => {
  // The table is the named detector's own, which the compiler cannot follow through a plan of any detector.
  const make = DETECTORS[detector] as (options: DetectorOptions<TableOf<DetectorName>>) => Detector;
  const named = make({ countries, table });
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
