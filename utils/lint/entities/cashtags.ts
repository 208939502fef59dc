import { PUNCTUATION, SPACES } from './characters.ts';
import type { CashtagEntity } from './entity.ts';

const CASHTAG = new RegExp(
  `(?<=^|[${SPACES}])\\$([a-z]{1,6}(?:[._][a-z]{1,2})?)(?=$|\\s|[${PUNCTUATION}])`,
  'gi',
);

/** `$NAME` of up to six letters at the start or behind a blank, as X finds them. */
export function findCashtags(text: string): CashtagEntity[] {
  return Array.from(text.matchAll(CASHTAG), ({ index, 0: whole, 1: name = '' }) => ({
    start: index,
    end: index + whole.length,
    name,
  }));
}
