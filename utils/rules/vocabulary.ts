/** A team's words, as Vale's vocabularies have them (vale.sh/docs/keys/vocab): what is accepted and what is not. */
import type { Rule, RuleOf } from './schema.ts';

export interface Vocabulary {
  /** Patterns. Exceptions to every rule whose `vocab` is on, and the only spelling of themselves. */
  readonly accept?: readonly string[] | undefined;
  /** Patterns that should not be there. */
  readonly reject?: readonly string[] | undefined;
}

const NO_EXAMPLES: Rule['examples'] = { bad: [], good: [] };
const ACCEPTED_WORDS = {
  text: { en: 'The team’s vocabulary has another spelling.', nb: 'Lagets ordliste har en annen skrivemåte.' },
};
const REJECTED_WORDS = {
  text: { en: 'The team’s vocabulary rejects it.', nb: 'Lagets ordliste avviser det.' },
};

/**
 * The rules that a vocabulary stands for. Vale has two: `Terms`, a substitution of any other casing of an accepted word
 * (internal/check/manager.go, `loadVocabRules`), and `Avoid`, an existence of the words that are not. An accepted
 * pattern that no single spelling can be read from has a rule of its own, which offers nothing.
 */
export function vocabularyRules({ accept = [], reject = [] }: Vocabulary): Rule[] {
  const cased = accept.filter((term) => !term.startsWith('(?i)'));
  const spelled = cased.flatMap((term) => {
    const spelling = spellingOf(term);
    return spelling === null ? [] : [{ term, spelling }];
  });
  const patterns = cased.filter((term) => spellingOf(term) === null);
  const rules: Rule[] = [];
  if (spelled.length > 0) {
    const exceptions = spelled.filter(({ term, spelling }) => term !== spelling).map(({ term }) => term);
    rules.push({
      id: 'vale-terms',
      kind: 'substitution',
      severity: 'warn',
      why: ACCEPTED_WORDS,
      message: {
        en: 'Use “{expected}” instead of “{match}”.',
        nb: 'Bruk «{expected}» i stedet for «{match}».',
      },
      swap: Object.fromEntries(spelled.map(({ term, spelling }) => [term, spelling])),
      ignorecase: true,
      nonword: false,
      vocab: false,
      examples: NO_EXAMPLES,
      ...(exceptions.length === 0 ? {} : { exceptions }),
    } satisfies RuleOf<'substitution'>);
  }
  if (patterns.length > 0) {
    rules.push({
      id: 'vale-terms-patterns',
      kind: 'existence',
      severity: 'warn',
      why: ACCEPTED_WORDS,
      message: {
        en: '“{match}” is not written as the team writes it.',
        nb: '«{match}» er ikke skrevet slik laget skriver det.',
      },
      tokens: patterns,
      exceptions: patterns,
      ignorecase: true,
      nonword: false,
      vocab: false,
      examples: NO_EXAMPLES,
    } satisfies RuleOf<'existence'>);
  }
  if (reject.length > 0) {
    rules.push({
      id: 'vale-avoid',
      kind: 'existence',
      severity: 'review',
      message: { en: 'Avoid “{match}”.', nb: 'Unngå «{match}».' },
      why: REJECTED_WORDS,
      tokens: [...reject],
      ignorecase: false,
      nonword: false,
      examples: NO_EXAMPLES,
    } satisfies RuleOf<'existence'>);
  }
  return rules;
}

/**
 * The one spelling that a pattern stands for, or null: plain characters, escaped signs, and characters that may be left
 * out (`OAuth2?` is `OAuth2`). As in Vale (internal/check/substitution.go, `literalSkeleton`).
 */
export function spellingOf(pattern: string): string | null {
  let spelling = '';
  for (let i = 0; i < pattern.length; i++) {
    const sign = pattern.charAt(i);
    if ('[](){}|.*+^$'.includes(sign)) return null;
    if (sign === '?') continue;
    if (sign === '\\') {
      const escaped = pattern.charAt(++i);
      // `\b` and `\w` are no characters.
      if (escaped === '' || /[A-Za-z0-9]/.test(escaped)) return null;
      spelling += escaped;
    } else spelling += sign;
  }
  return spelling === '' ? null : spelling;
}
