/** What another version of a pack would change for a team, before it takes it. Pure. */
import { isMapping } from '../mapping.ts';
import { isSameData } from '../same.ts';
import { type Misfit, misfitOfNoRule, misfitsOfRule } from './misfits.ts';
import { overrideOf } from './overrides.ts';
import type { Overrides, Pack, Rule } from './schema.ts';

/** What a change is about, in the order that people ask. */
export const CHANGE_SORTS = ['severity', 'matching', 'scope', 'texts', 'examples'] as const;
export type ChangeSort = (typeof CHANGE_SORTS)[number];

export interface FieldChange {
  readonly sort: ChangeSort;
  /** As the rule writes it: `severity`, `tokens`, `then.within`. */
  readonly field: string;
  /** Of two lists, what came and went; else the values, null where there was or is none. */
  readonly change:
    | { readonly kind: 'list'; readonly added: readonly string[]; readonly removed: readonly string[] }
    | { readonly kind: 'value'; readonly before: string | null; readonly after: string | null };
}

export type RuleChange =
  | { readonly kind: 'added' | 'removed'; readonly id: string; readonly rule: Rule }
  | {
      readonly kind: 'changed';
      readonly id: string;
      readonly before: Rule;
      readonly rule: Rule;
      readonly fields: readonly FieldChange[];
    };

/** What of the team's own changes the other version touches. */
export interface AffectedOverride {
  /** `pack/rule`. */
  readonly rule: string;
  /** `gone`: its rule is not in the other version. `misfit`: part of it no longer fits. `moved`: its rule changed below it. */
  readonly kind: 'gone' | 'misfit' | 'moved';
  readonly misfits: readonly Misfit[];
}

export interface PackDifference {
  readonly pack: string;
  readonly from: string;
  readonly to: string;
  /** Removed rules first, then added, then changed, each in the order of its pack. */
  readonly rules: readonly RuleChange[];
  /** Title and vocabulary. */
  readonly fields: readonly FieldChange[];
  readonly overrides: readonly AffectedOverride[];
}

/** What leads from one version of a pack to another. @param overrides the team's, of any pack */
export function packDifference(before: Pack, after: Pack, overrides: Overrides): PackDifference {
  const old = new Map(before.rules.map((rule) => [rule.id, rule]));
  const now = new Map(after.rules.map((rule) => [rule.id, rule]));
  const gone = before.rules.filter(({ id }) => !now.has(id));
  const added = after.rules.filter(({ id }) => !old.has(id));
  const changed = after.rules.flatMap((rule): RuleChange[] => {
    const was = old.get(rule.id);
    const fields = was === undefined ? [] : ruleChanges(was, rule);
    return was === undefined || fields.length === 0
      ? []
      : [{ kind: 'changed', id: rule.id, before: was, rule, fields }];
  });
  return {
    pack: after.pack,
    from: before.version,
    to: after.version,
    rules: [
      ...gone.map((rule) => ({ kind: 'removed', id: rule.id, rule }) as const),
      ...added.map((rule) => ({ kind: 'added', id: rule.id, rule }) as const),
      ...changed,
    ],
    fields: [
      ...fieldChanges('title', before.title, after.title, 'texts'),
      ...fieldChanges('vocabulary', before.vocabulary, after.vocabulary, 'matching'),
    ],
    overrides: affected(before, old, now, changed, overrides),
  };
}

/** Whether there is nothing between the two. */
export function isSamePack({ rules, fields }: PackDifference): boolean {
  return rules.length === 0 && fields.length === 0;
}

/**
 * The overrides without what has nothing left to change: those of rules that are gone, items that are not there to be
 * removed or are there already. What is fatal otherwise stays, to be put right by hand.
 */
export function withoutMisfits(overrides: Overrides, misfits: readonly Misfit[]): Overrides {
  const next: Overrides = structuredClone(overrides);
  for (const { rule, at, code, what } of misfits) {
    const override = overrideOf(next, rule);
    if (override === undefined) continue;
    const [part, ...rest] = at.split('.');
    const parameter = rest.join('.');
    if (code === 'no_rule') delete next[rule];
    else if (code === 'severity') delete override.severity;
    else if (code === 'no_parameter' || code === 'no_list' || (part === 'set' && code === 'there_already')) {
      if (part === 'set' || part === 'add' || part === 'remove') drop(override, part, parameter, null);
    } else if (code === 'not_there' && part === 'remove') drop(override, 'remove', parameter, what);
    else if (code === 'there_already' && part === 'add') drop(override, 'add', parameter, what);
    if (Object.keys(override).length === 0) delete next[rule];
  }
  return next;
}

function drop(
  override: Overrides[string],
  part: 'set' | 'add' | 'remove',
  parameter: string,
  item: string | null,
): void {
  const named = override[part];
  if (named === undefined) return;
  const value = named[parameter];
  const left = item === null || !Array.isArray(value) ? [] : value.filter((one) => one !== item);
  if (left.length === 0) delete named[parameter];
  else named[parameter] = left;
  if (Object.keys(named).length === 0) delete override[part];
}

function affected(
  before: Pack,
  old: ReadonlyMap<string, Rule>,
  now: ReadonlyMap<string, Rule>,
  changed: readonly RuleChange[],
  overrides: Overrides,
): AffectedOverride[] {
  const moved = new Set(
    changed.flatMap((change) =>
      change.kind === 'changed' && change.fields.some(({ sort }) => sort !== 'texts' && sort !== 'examples')
        ? [change.id]
        : [],
    ),
  );
  return Object.keys(overrides).flatMap((name): AffectedOverride[] => {
    const [pack, id = ''] = name.split('/');
    const override = overrideOf(overrides, name);
    if (pack !== before.pack || override === undefined || !(old.has(id) || now.has(id))) return [];
    const rule = now.get(id);
    if (rule === undefined) return [{ rule: name, kind: 'gone', misfits: [misfitOfNoRule(name)] }];
    const misfits = misfitsOfRule(name, rule, override);
    if (misfits.length > 0) return [{ rule: name, kind: 'misfit', misfits }];
    return moved.has(id) ? [{ rule: name, kind: 'moved', misfits: [] }] : [];
  });
}

const SORT_OF: Readonly<Record<string, ChangeSort>> = {
  severity: 'severity',
  where: 'scope',
  message: 'texts',
  why: 'texts',
  suggest: 'texts',
  fixes: 'texts',
  action: 'texts',
  imported: 'texts',
  examples: 'examples',
};

/** What is different about a rule, the gravest sort first. */
export function ruleChanges(before: Rule, after: Rule): FieldChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changes = names.flatMap((name) =>
    fieldChanges(name, Reflect.get(before, name), Reflect.get(after, name), SORT_OF[name] ?? 'matching'),
  );
  const rank = ({ sort }: FieldChange): number => CHANGE_SORTS.indexOf(sort);
  return changes.toSorted((a, b) => rank(a) - rank(b));
}

function fieldChanges(field: string, before: unknown, after: unknown, sort: ChangeSort): FieldChange[] {
  if (isSameData(before, after)) return [];
  if (isMapping(before) || isMapping(after)) {
    const [was, is] = [isMapping(before) ? before : {}, isMapping(after) ? after : {}];
    const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])];
    return keys.flatMap((key) => fieldChanges(`${field}.${key}`, was[key], is[key], sort));
  }
  if (Array.isArray(before) || Array.isArray(after)) {
    const [was, is] = [shownAll(before), shownAll(after)];
    const [had, has] = [new Set(was), new Set(is)];
    const added = is.filter((one) => !had.has(one));
    const removed = was.filter((one) => !has.has(one));
    return [{ sort, field, change: { kind: 'list', added, removed } }];
  }
  return [{ sort, field, change: { kind: 'value', before: shown(before), after: shown(after) } }];
}

function shownAll(value: unknown): string[] {
  return Array.isArray(value)
    ? value.map((one) => shown(one) ?? '')
    : value === undefined
      ? []
      : [shown(value) ?? ''];
}

function shown(value: unknown): string | null {
  if (value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Whether `a` is a later version than `b`; both are three numbers. */
export function isLater(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
