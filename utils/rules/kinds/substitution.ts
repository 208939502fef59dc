import { hasGroups } from '../../lint/fixes.ts';
import type { PatternPlan } from '../../lint/regex/pattern.ts';
import { planPattern } from '../../lint/regex/plan.ts';
import { WHOLE_PASSAGE } from '../../lint/scope.ts';
import type { RuleOf } from '../schema.ts';
import { planExceptions } from './exceptions.ts';
import type { Kind } from './kind.ts';

/**
 * Vale's `substitution`: keys longest first, as whole words unless `nonword`; `|` in a value parts choices; no hit where
 * the author already wrote one of them; `$1` in a value is the key's first group.
 */
export const substitution: Kind<'substitution'> = {
  kind: 'substitution',
  compile: (rule, { accept }) => {
    const entries = Object.entries(rule.swap).toSorted(([a], [b]) => b.length - a.length);
    return {
      scope: WHOLE_PASSAGE,
      pattern: planPattern(entries.map(([key]) => `(${withoutGroups(key)})`).join('|'), {
        ignoreCase: rule.ignorecase,
        wordBoundaries: !rule.nonword,
        multiline: true,
      }),
      entries: entries.map(([key, value]) => ({
        choices: value.split('|'),
        groups: groupsOf(key, value, rule),
      })),
      ignorecase: rule.ignorecase,
      exceptions: planExceptions([...(rule.exceptions ?? []), ...accept]),
    };
  },
  patterns: (rule) => [
    ...Object.keys(rule.swap).map((source) => ({ path: ['swap', source], source, isKey: true })),
    ...(rule.exceptions ?? []).map((source, i) => ({ path: ['exceptions', i], source })),
  ],
};

/** A pattern for the groups of one key, only where its value speaks of them. */
function groupsOf(key: string, value: string, rule: RuleOf<'substitution'>): PatternPlan | null {
  return hasGroups(value) ? planPattern(`^(?:${key})$`, { ignoreCase: rule.ignorecase }) : null;
}

/** The same pattern with its capturing groups made plain ones, so that the groups that are left count the keys. */
function withoutGroups(source: string): string {
  let plain = '';
  let inClass = false;
  for (let i = 0; i < source.length; i++) {
    const sign = source.charAt(i);
    if (sign === '\\') {
      plain += sign + source.charAt(++i);
      continue;
    }
    if (inClass) inClass = sign !== ']' || /\[\^?$/.test(plain);
    else if (sign === '[') inClass = true;
    else if (sign === '(') {
      const named = /^\(\?P?<[A-Za-z_]\w*>/.exec(source.slice(i));
      if (named !== null) {
        plain += '(?:';
        i += named[0].length - 1;
        continue;
      }
      if (source.charAt(i + 1) !== '?') {
        plain += '(?:';
        continue;
      }
    }
    plain += sign;
  }
  return plain;
}
