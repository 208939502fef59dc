import { type Detection, type DetectorMaker, inOrder, maskAllBut } from './detector.ts';
import { wordPattern } from './surroundings.ts';

/** Words as patterns. */
export interface HealthRecordTable {
  /** What says that a text speaks of somebody's health. */
  readonly health: string;
  /** What a date of birth is called, and the date, its one group. */
  readonly births: string;
  /** What a record's number is called, and the number, its one group. */
  readonly records: string;
}

/** Dates of birth and record numbers in a text that speaks of somebody's health. */
export const healthRecord: DetectorMaker<HealthRecordTable> = ({ table }) => {
  const health = wordPattern(table.health);
  const birth = wordPattern(table.births, '', 'g');
  const record = wordPattern(table.records, '', 'g');
  return {
    find(text) {
      const found: Detection[] = [];
      const add = (match: RegExpExecArray): void => {
        const [written, value = ''] = match;
        const start = match.index + written.length - value.length;
        const end = start + value.length;
        if ((value.match(/\d/g)?.length ?? 0) < 4) return;
        found.push({ start, end, value: normalize(value), masked: maskAllBut(value, 0) });
      };
      for (const match of text.matchAll(record)) add(match);
      if (health.test(text)) for (const match of text.matchAll(birth)) add(match);
      return inOrder(found);
    },
    normalize,
  };
};

function normalize(value: string): string {
  return value.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
