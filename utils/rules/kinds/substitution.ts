import { expandGroups, hasGroups } from '../../lint/fixes.ts';
import { compilePattern, type Pattern } from '../../lint/regex/pattern.ts';
import type { RuleOf } from '../schema.ts';
import { compileExceptions } from './exceptions.ts';
import type { Hit, Kind } from './kind.ts';

/**
 * Vale's `substitution`: keys longest first, as whole words unless `nonword`; `|` in a value parts choices; no hit where
 * the author already wrote one of them; `$1` in a value is the key's first group.
 */
export const substitution: Kind<'substitution'> = {
  kind: 'substitution',
  compile(rule) {
    const entries = Object.entries(rule.swap)
      .map(([key, value]) => ({ key, choices: value.split('|'), groups: groupsOf(key, value, rule) }))
      .toSorted((a, b) => b.key.length - a.key.length);
    const pattern = compilePattern(entries.map(({ key }) => `(${withoutGroups(key)})`).join('|'), {
      ignoreCase: rule.ignorecase,
      wordBoundaries: !rule.nonword,
      multiline: true,
    });
    const exceptionsIn = compileExceptions(rule.exceptions);
    const same = (a: string, b: string): boolean =>
      rule.ignorecase ? a.toLowerCase() === b.toLowerCase() : a === b;
    return {
      by: 'text',
      literals: pattern.literals,
      find: (text) => {
        const hits: Hit[] = [];
        const isException = exceptionsIn(text);
        for (const match of pattern.findAll(text)) {
          const observed = text.slice(match.start, match.end);
          const entry = entries[pattern.groups(text, match).findIndex((group) => group !== undefined)];
          if (entry === undefined || isException(match.start, match.end)) continue;
          const expected = entry.choices.map((choice) => expand(choice, entry.groups, observed));
          if (expected.some((choice) => same(choice, observed.trim()))) continue;
          hits.push({ start: match.start, end: match.end, expected, masked: null });
        }
        return hits;
      },
    };
  },
  patterns: (rule: RuleOf<'substitution'>) => [
    ...Object.keys(rule.swap).map((source) => ({ path: ['swap', source], source, isKey: true })),
    ...(rule.exceptions ?? []).map((source, i) => ({ path: ['exceptions', i], source })),
  ],
};

/** A pattern for the groups of one key, only where its value speaks of them. */
function groupsOf(key: string, value: string, rule: RuleOf<'substitution'>): Pattern | null {
  if (!hasGroups(value)) return null;
  return compilePattern(`^(?:${key})$`, { ignoreCase: rule.ignorecase });
}

function expand(choice: string, groups: Pattern | null, observed: string): string {
  if (groups === null) return choice;
  const [match] = groups.findAll(observed);
  return expandGroups(choice, observed, match === undefined ? [] : groups.groups(observed, match));
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
