import { type Pattern, type PatternPlan, patternOf } from '../regex/pattern.ts';
import { firstEndingAfter } from '../spans.ts';

/** Whether the match at `[start, end)` of a text is one that an exception lets through. */
export type IsException = (start: number, end: number) => boolean;

/** For one text, what is let through in it. */
export type Exceptions = (text: string) => IsException;

/** Made by `planExceptions`; each list is one alternation cut into patterns of a size that can be compiled. */
export interface ExceptionsPlan {
  /** Lets a match through in which one of these stands. */
  readonly within: readonly PatternPlan[];
  /** Of several words: lets through what lies inside of one. */
  readonly phrases: readonly PatternPlan[];
}

const NONE: Exceptions = () => () => false;

/** Runs what `planExceptions` made; each list is searched only where there is a match to be let through. */
export function exceptionsOf(plan: ExceptionsPlan | null): Exceptions {
  if (plan === null) return NONE;
  const within = plan.within.map(patternOf);
  const phrases = plan.phrases.map(patternOf);
  return (text) => {
    const isInPhrase = phrases.map((pattern) => insideOf(pattern, text));
    return (start, end) => {
      const observed = text.slice(start, end).trim();
      return within.some((pattern) => pattern.test(observed)) || isInPhrase.some((isIn) => isIn(start, end));
    };
  };
}

/** What either of two lets through; a rule that minds no vocabulary has no second. */
export function eitherOf(own: Exceptions, accepted: Exceptions | null): Exceptions {
  if (accepted === null || accepted === NONE) return own;
  if (own === NONE) return accepted;
  return (text) => {
    const [isOwn, isAccepted] = [own(text), accepted(text)];
    return (start, end) => isOwn(start, end) || isAccepted(start, end);
  };
}

function insideOf(pattern: Pattern, text: string): IsException {
  let found: ReturnType<Pattern['findAll']> | null = null;
  return (start, end) => {
    found ??= pattern.findAll(text);
    const phrase = found[firstEndingAfter(found, start)];
    return phrase !== undefined && phrase.start <= start && phrase.end >= end;
  };
}
