import { speaks } from '../language.ts';
import type { Runner } from './matcher.ts';

export interface LanguagePlan {
  /** Lower-case BCP 47 tags. */
  readonly allow: readonly string[];
}

/** A hit on the draft as a whole when it is in none of the languages that are meant. */
export const runLanguage: Runner<LanguagePlan> = ({ allow }) => ({
  by: 'draft',
  find: ({ language }) =>
    language === null || allow.some((one) => speaks(language, one))
      ? []
      : [{ part: 0, start: 0, end: 0, expected: [], masked: null, detail: { language } }],
});
