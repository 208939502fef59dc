import { planPattern } from '../../lint/regex/plan.ts';
import { withoutGroups } from '../plain-groups.ts';
import { planScope } from '../scope.ts';
import type { Kind } from './kind.ts';

/** Vale's `consistency` (internal/check/consistency.go): for each pair one pattern of both forms, a group each. */
export const consistency: Kind<'consistency'> = {
  kind: 'consistency',
  compile: (rule) => ({
    scope: planScope(rule.scope),
    pairs: Object.entries(rule.either).map(([one, other]) =>
      planPattern(`(${withoutGroups(one)})|(${withoutGroups(other)})`, {
        ignoreCase: rule.ignorecase,
        wordBoundaries: !rule.nonword,
        multiline: true,
      }),
    ),
  }),
  patterns: (rule) =>
    Object.entries(rule.either).flatMap(([one, other]) => [
      { path: ['either', one], source: one, isKey: true },
      { path: ['either', one], source: other },
    ]),
};
