import { LIMITS } from '../api/limits.ts';
import type { Finding, Suggestion } from '../lint/finding.ts';
import type { ComposerTexts } from './texts.ts';

/** Whether it puts something in without taking anything away. */
export const isInsertion = ({ start, end }: Suggestion): boolean => start === end;

/** Whether what was found can be asked about as words. */
export const areWords = (text: string): boolean => text.trim() !== '' && text.length <= LIMITS.askedWords;

/** What a press on the suggestion does, as its button says it. */
export function fixWords(
  { text }: Pick<Finding, 'text'>,
  suggestion: Suggestion,
  texts: ComposerTexts,
): string {
  if (suggestion.text === '') return texts('cardRemove', { text });
  if (!isInsertion(suggestion)) return texts('cardReplace', { text: suggestion.text });
  const put = { text: suggestion.text.trim() };
  return texts(suggestion.start === 0 ? 'cardInsertFirst' : 'cardInsert', put);
}
