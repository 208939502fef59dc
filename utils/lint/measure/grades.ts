import type { Counts } from './counts.ts';

/**
 * Grade levels of a text by the names that Vale gives them (jdkato/twine, `summarize/readability.go`): about the school
 * years that one needs to read it. Not a number where the text has no word.
 */
export const GRADES = {
  'Automated Readability': ({ characters, words, sentences }) =>
    4.71 * (characters / words) + 0.5 * (words / sentences) - 21.43,
  'Coleman-Liau': ({ characters, words, sentences }) =>
    5.88 * (characters / words) - 29.6 * (sentences / words) - 15.8,
  'Flesch-Kincaid': ({ syllables, words, sentences }) =>
    0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59,
  'Gunning Fog': ({ complex_words, words, sentences }) =>
    0.4 * (words / sentences + 100 * (complex_words / words)),
  SMOG: ({ polysyllabic_words, sentences }) =>
    1.043 * Math.sqrt((polysyllabic_words * 30) / sentences) + 3.1291,
} as const satisfies Record<string, (counts: Counts) => number>;

export type GradeName = keyof typeof GRADES;
