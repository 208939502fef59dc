import { DETECTOR_TABLES } from '../../lint/detectors/tables/registry.ts';
import type { Kind } from './kind.ts';

/** A named detector with what it looks up, and the values that it lets through. */
export const detector: Kind<'detector'> = {
  kind: 'detector',
  compile: (rule) => ({
    detector: rule.detector,
    allow: rule.allow ?? [],
    countries: rule.countries ?? null,
    table: DETECTOR_TABLES[rule.detector],
  }),
  patterns: () => [],
};
