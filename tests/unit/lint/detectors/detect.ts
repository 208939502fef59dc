import type { Detection, Detector, DetectorOptions } from '../../../../utils/lint/detectors/detector.ts';
import { DETECTORS, type DetectorName, type TableOf } from '../../../../utils/lint/detectors/registry.ts';
import { DETECTOR_TABLES } from '../../../../utils/lint/detectors/tables/registry.ts';

/** A detector as rules use it: with its own table. */
export function detector(name: DetectorName, ...countries: string[]): Detector {
  const make = DETECTORS[name] as (options: DetectorOptions<TableOf<DetectorName>>) => Detector;
  return make({ countries: countries.length === 0 ? null : countries, table: DETECTOR_TABLES[name] });
}

/** What was found, as the author wrote it. */
export function finder(name: DetectorName, ...countries: string[]): (text: string) => string[] {
  const ours = detector(name, ...countries);
  return (text) => ours.find(text).map(({ start, end }) => text.slice(start, end));
}

export function masksOf(name: DetectorName, text: string): (string | null)[] {
  return detector(name)
    .find(text)
    .map(({ masked }: Detection) => masked);
}

/** Whether a value in a rule's `allow` lets the one value of the text through. */
export function isAllowed(name: DetectorName, allow: string, text: string): boolean {
  const ours = detector(name);
  const [found] = ours.find(text);
  if (found === undefined) throw new Error(`Nothing was found in “${text}”.`);
  const allowed = ours.normalize(allow);
  return ours.covers?.(allowed, found.value) ?? allowed === found.value;
}
