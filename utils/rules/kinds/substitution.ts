import { hasGroups } from '../../lint/fixes.ts';
import type { PatternPlan } from '../../lint/regex/pattern.ts';
import { PatternError, planPattern } from '../../lint/regex/plan.ts';
import { planInPieces } from '../pieces.ts';
import { withoutGroups } from '../plain-groups.ts';
import type { RuleOf } from '../schema.ts';
import { planScope } from '../scope.ts';
import { spellingOf } from '../vocabulary.ts';
import { planExceptions } from './exceptions.ts';
import type { Kind } from './kind.ts';

/**
 * Vale's `substitution` (internal/check/substitution.go): keys longest first, as whole words unless `nonword`; `|` in a
 * value parts choices; `$1` in a value is the key's first group. Where the author already wrote one of the choices, in
 * the same capitals, there is no hit; nor, without the action `replace`, where the value read as a pattern covers it.
 */
export const substitution: Kind<'substitution'> = {
  kind: 'substitution',
  compile: (rule) => {
    const entries = Object.entries(rule.swap).toSorted(([a], [b]) => bytesOf(b) - bytesOf(a));
    const pieces = planInPieces(entries, (some) =>
      planPattern(some.map(([key]) => `(${withoutGroups(key)})`).join('|'), {
        ignoreCase: rule.ignorecase,
        wordBoundaries: !rule.nonword,
        multiline: true,
      }),
    );
    return {
      scope: planScope(rule.scope),
      pieces: pieces.map(({ members, pattern }) => ({
        pattern,
        entries: members.map(([key, value]) => ({
          choices: choicesOf(value),
          groups: hasGroups(value) ? planPattern(`^(?:${key})$`, { ignoreCase: rule.ignorecase }) : null,
          accepts: acceptsOf(value, rule),
        })),
      })),
      capitalize: rule.capitalize ?? false,
      exceptions: planExceptions(rule.exceptions ?? []),
      vocab: rule.vocab ?? true,
    };
  },
  patterns: (rule) => [
    ...Object.keys(rule.swap).map((source) => ({ path: ['swap', source], source, isKey: true })),
    ...(rule.exceptions ?? []).map((source, i) => ({ path: ['exceptions', i], source })),
  ],
};

/** A value that is a pattern of what is right offers its one spelling, or nothing. */
function choicesOf(value: string): readonly string[] {
  if (value === '') return [''];
  if (/\(\?|\.\*|\\[^|]/.test(value)) {
    const spelling = spellingOf(value);
    return spelling === null ? [] : [spelling];
  }
  return value
    .split(/(?<!\\)\|/)
    .filter((choice) => choice !== '')
    .map((choice) => choice.replaceAll('\\|', '|'));
}

/** What Vale's `matchToken` reads a value as; null where that is the value itself. */
function acceptsOf(value: string, rule: RuleOf<'substitution'>): PatternPlan | null {
  if (rule.action?.name === 'replace' || /^[\p{L}\p{Nd} -]*$/u.test(value) || hasGroups(value)) return null;
  try {
    return planPattern(`^(?:${value})$`, { ignoreCase: false });
  } catch (error) {
    if (error instanceof PatternError) return null;
    throw error;
  }
}

/** As Vale measures keys. */
function bytesOf(text: string): number {
  let bytes = 0;
  for (const sign of text) {
    const codePoint = sign.codePointAt(0) ?? 0;
    bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }
  return bytes;
}
