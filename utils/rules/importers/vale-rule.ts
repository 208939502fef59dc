/** One rule file of Vale's: whether it is a rule, whether it counts, and whether it can run here. */

import { isMapping } from '../../mapping.ts';
import type { Ids } from './names.ts';
import type { Outcome, Place, Reason } from './report.ts';
import { COMMON_KEYS, keysOf, NOT_RUN_HERE, schemaKeys } from './vale-keys.ts';
import { Port, type ReadRule, type RuleSource } from './vale-port.ts';
import { scopesInPosts } from './vale-scope.ts';
import { isValeLevel, VALE_LEVELS } from './vale-settings.ts';
import { readYaml } from './yaml.ts';

/**
 * The rules that are made of a file, mostly one, and what became of it. Never throws.
 * @param ids names that the pack's rules already have
 */
export function readRule(source: RuleSource, ids: Ids): ReadRule {
  const yaml = readYaml(source.text);
  const alone = (place: Place, outcome: Outcome, why: Reason): ReadRule => ({
    rules: [],
    report: [{ place, what: source.name, outcome, why }],
  });
  if (!yaml.ok) return alone(yaml.place, 'refused', yaml.why);
  const { value } = yaml;
  const no = (path: readonly string[], code: Reason['code'], message: string, outcome: Outcome = 'refused') =>
    alone(yaml.place(path, true), outcome, { code, message });
  if (!isMapping(value) || (value.extends === undefined && value.message === undefined)) {
    return no([], 'not_a_rule', 'This file is no rule of Vale’s: it has no `extends`.', 'kept');
  }
  const kind = value.extends;
  if (typeof kind !== 'string') return no([], 'missing_field', 'A rule says which kind it `extends`.');
  if (Object.hasOwn(NOT_RUN_HERE, kind))
    return no(['extends'], 'kind_not_run_here', NOT_RUN_HERE[kind] ?? '', 'kept');
  const keys = keysOf(kind);
  if (keys === null) return no(['extends'], 'unknown_extends', `Vale has no kind “${kind}”.`);
  if (source.left !== null) return alone(yaml.place(['extends'], true), 'kept', source.left);
  const level = source.level ?? value.level ?? 'warning';
  if (!isValeLevel(level)) return no(['level'], 'bad_value', `A level is one of ${VALE_LEVELS.join(', ')}.`);
  if (VALE_LEVELS.indexOf(level) < VALE_LEVELS.indexOf(source.least)) {
    return no(['level'], 'below_level', `The settings show nothing below ${source.least}.`, 'kept');
  }
  const known = schemaKeys(kind);
  if (known === null) return no(['extends'], 'kind_not_run_here', `There is no kind “${kind}” here.`, 'kept');
  if (typeof value.message !== 'string' || value.message.trim() === '') {
    return no([], 'missing_field', 'A rule has a `message`.');
  }
  if (kind !== 'consistency') {
    const odd = Object.keys(value).find(
      (key) => !COMMON_KEYS.has(key) && !Object.hasOwn(keys, key.toLowerCase()),
    );
    if (odd !== undefined) return no([odd], 'unknown_key', `A rule that extends ${kind} has no “${odd}”.`);
  }
  const scopes = scopesInPosts(value.scope);
  if (scopes === null) {
    return no(
      ['scope'],
      'scope_not_in_posts',
      `A post has no ${String(value.scope)}, so the rule would never run.`,
      'kept',
    );
  }
  return new Port(source, value, kind, level, scopes, known, keys, yaml, ids).read();
}
