import { LIMITS } from '../api/limits.ts';
import { LocalError } from './errors.ts';

/** A reason without the blanks around it. @throws LocalError `invalid_input` when it is too long: nothing is cut to fit */
export function trimmedReason(reason: string): string {
  const words = reason.trim();
  if (words.length <= LIMITS.reason) return words;
  throw new LocalError('invalid_input', `The reason is longer than ${LIMITS.reason} characters. Shorten it.`);
}
