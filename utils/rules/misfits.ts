/** Overrides that do not fit their rules, found before they are published and after a pack was upgraded. */
import { compilePattern, PatternError } from '../lint/regex/plan.ts';
import { isSameData } from '../same.ts';
import type { PatternSource } from './kinds/kind.ts';
import { patternsOf } from './kinds/registry.ts';
import { overridden, overrideOf, readParameter } from './overrides.ts';
import { parameterNamed, schemaOf } from './parameters.ts';
import type { Override, Overrides, Pack, Rule } from './schema.ts';
import { schemaProblems } from './schema-problems.ts';
import { severitiesOf } from './severity.ts';

/**
 * `no_rule`: no pack has the rule. `no_parameter`: its kind has no such parameter. `no_list`: it is no list, so nothing
 * can be added or removed. `bad_value`: the changed rule is none that its kind allows. `bad_pattern`: a pattern cannot
 * run. `severity`: the rule may not have it, its own counts. `not_there`: what is removed is not in the pack (any more).
 * `there_already`: what is added is in the pack by now, or a value is set that the pack has itself.
 */
export type MisfitCode =
  | 'no_rule'
  | 'no_parameter'
  | 'no_list'
  | 'bad_value'
  | 'bad_pattern'
  | 'severity'
  | 'not_there'
  | 'there_already';

export interface Misfit {
  /** `pack/rule`. */
  readonly rule: string;
  /** Where in the override: `set.max`, `remove.tokens`; empty for all of it. */
  readonly at: string;
  readonly code: MisfitCode;
  /** The item or value that it is about, if it is about one. */
  readonly what: string | null;
  /** A sentence, in English. */
  readonly message: string;
  /** Whether the ruleset cannot be published with it; the others change nothing of what runs. */
  readonly isFatal: boolean;
}

/** Everything about the overrides that does not fit these packs, in the order of the overrides. */
export function misfitsOf(packs: readonly Pack[], overrides: Overrides): Misfit[] {
  const rules = new Map<string, Rule>(
    packs.flatMap(({ pack, rules: own }) => own.map((rule) => [`${pack}/${rule.id}`, rule] as const)),
  );
  return Object.keys(overrides).flatMap((name) => {
    const override = overrideOf(overrides, name);
    const rule = rules.get(name);
    if (override === undefined) return [];
    return rule === undefined ? [misfitOfNoRule(name)] : misfitsOfRule(name, rule, override);
  });
}

/** Of an override whose rule is not there. @param name `pack/rule` */
export function misfitOfNoRule(name: string): Misfit {
  const message = `There is no rule "${name}" in these packs.`;
  return { rule: name, at: '', code: 'no_rule', what: null, message, isFatal: true };
}

/** @param name `pack/rule`, as the misfits name it */
export function misfitsOfRule(name: string, rule: Rule, override: Override): Misfit[] {
  const found: Misfit[] = [];
  const say = (at: string, code: MisfitCode, message: string, what: string | null = null): void => {
    const isFatal = !['severity', 'not_there', 'there_already'].includes(code);
    found.push({ rule: name, at, code, what, message, isFatal });
  };
  if (override.severity !== undefined && !severitiesOf(rule).includes(override.severity))
    say(
      'severity',
      'severity',
      `The rule may not be “${override.severity}”; its own severity counts.`,
      override.severity,
    );
  const isKnown = (at: string, parameter: string, isList: boolean): boolean => {
    const known = parameterNamed(rule, parameter);
    if (known === null) {
      say(at, 'no_parameter', `A rule of the kind “${rule.kind}” has no “${parameter}”.`, parameter);
      return false;
    }
    if (!isList || known.type === 'list' || Array.isArray(readParameter(rule, parameter))) return true;
    say(at, 'no_list', `“${parameter}” is no list: nothing can be added or removed.`, parameter);
    return false;
  };
  for (const [parameter, value] of Object.entries(override.set ?? {})) {
    const at = `set.${parameter}`;
    if (!isKnown(at, parameter, false)) continue;
    if (isSameData(readParameter(rule, parameter), value))
      say(at, 'there_already', `The pack itself has “${parameter}” so by now.`, parameter);
  }
  for (const [parameter, items] of Object.entries(override.remove ?? {})) {
    const at = `remove.${parameter}`;
    if (!isKnown(at, parameter, true)) continue;
    const own = override.set?.[parameter] ?? readParameter(rule, parameter);
    for (const item of items)
      if (!Array.isArray(own) || !own.includes(item))
        say(at, 'not_there', `“${item}” is not in “${parameter}” (any more).`, item);
  }
  for (const [parameter, items] of Object.entries(override.add ?? {})) {
    const at = `add.${parameter}`;
    if (!isKnown(at, parameter, true)) continue;
    const own = override.set?.[parameter] ?? readParameter(rule, parameter);
    for (const item of items)
      if (Array.isArray(own) && own.includes(item) && override.remove?.[parameter]?.includes(item) !== true)
        say(at, 'there_already', `“${item}” is in “${parameter}” of the pack by now.`, item);
  }
  if (found.some(({ isFatal }) => isFatal)) return found;
  found.push(...unusable(name, rule, override));
  return found;
}

/** Why the changed rule cannot be used; none when it can. */
function unusable(name: string, rule: Rule, override: Override): Misfit[] {
  const changed = overridden(rule, { ...override, enabled: true });
  const at = (path: readonly (string | number)[]): string => {
    const steps = path.filter((step) => typeof step === 'string');
    const [first = '', second] = steps;
    if (first === 'where') return steps.join('.');
    const both = second === undefined ? first : `${first}.${second}`;
    const part = (['set', 'add', 'remove'] as const).find((one) => {
      const named = override[one];
      return named !== undefined && (Object.hasOwn(named, both) || Object.hasOwn(named, first));
    });
    return part === undefined ? both : `${part}.${both}`;
  };
  const parsed = schemaOf(rule.kind).safeParse(changed);
  if (!parsed.success)
    return schemaProblems(parsed.error.issues, changed).map(({ path, message }) => ({
      rule: name,
      at: at(path),
      code: 'bad_value',
      what: null,
      message,
      isFatal: true,
    }));
  // What the pack itself says has been checked with the pack.
  const own = new Set(sourcesOf(rule).map(({ source }) => source));
  return sourcesOf(parsed.data).flatMap(({ source, path }): Misfit[] => {
    if (own.has(source)) return [];
    try {
      compilePattern(source, { ignoreCase: true, wordBoundaries: true });
      return [];
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      const message = `The pattern “${source}” cannot be used, at character ${error.index + 1}: ${error.message}`;
      return [{ rule: name, at: at(path), code: 'bad_pattern', what: source, message, isFatal: true }];
    }
  });
}

/** The patterns of a rule that an override can change: its kind's, and what it lets pass. */
function sourcesOf(rule: Rule): PatternSource[] {
  return [...patternsOf(rule), ...(rule.unless ?? []).map((source, i) => ({ path: ['unless', i], source }))];
}
