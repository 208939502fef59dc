/**
 * A team's changes to a rule, done to the rule: what runs is a rule like any other. Whether a change still fits the rule
 * is told by misfits.ts; here what does not fit is left to the compiler, which refuses it with the rule's name.
 */
import { isMapping } from '../mapping.ts';
import type { Override, Overrides, Pack, Rule } from './schema.ts';
import { severityOf } from './severity.ts';

type Fields = Record<string, unknown>;

/** The override of a rule. @param name `pack/rule` */
export function overrideOf(overrides: Overrides, name: string): Override | undefined {
  return Object.hasOwn(overrides, name) ? overrides[name] : undefined;
}

/**
 * The rule as the team wants it; null when it is switched off. In this order: parameters that are `set`, what is
 * `remove`d from lists, what is `add`ed to them (at their end, nothing twice), `where` key by key, and the severity where
 * the rule may have it.
 */
export function overridden(rule: Rule, override: Override | undefined): Rule | null {
  if (override === undefined) return rule;
  if (override.enabled === false) return null;
  const fields: Fields = { ...rule, severity: severityOf(rule, override.severity) };
  for (const [name, value] of Object.entries(override.set ?? {})) writeParameter(fields, name, value);
  for (const [name, gone] of Object.entries(override.remove ?? {})) {
    const left = listOf(readParameter(fields, name)).filter((one) => !gone.includes(one));
    // A list of none is no list: the schema has no empty ones.
    writeParameter(fields, name, left.length === 0 ? undefined : left);
  }
  for (const [name, more] of Object.entries(override.add ?? {}))
    writeParameter(fields, name, [...new Set([...listOf(readParameter(fields, name)), ...more])]);
  if (override.where !== undefined) writeWhere(fields, rule.where, override.where);
  // As its kind's schema has it; `misfitsOf` is what checks that.
  return fields as Rule;
}

/** The pack with every override done and the rules taken out that are switched off; it may be left without any. */
export function overriddenPack(pack: Pack, overrides: Overrides): Pack {
  return {
    ...pack,
    rules: pack.rules.flatMap(
      (rule) => overridden(rule, overrideOf(overrides, `${pack.pack}/${rule.id}`)) ?? [],
    ),
  };
}

/** The value of a parameter, as `set` names it; undefined where the rule does not say it. */
export function readParameter(rule: object, name: string): unknown {
  const [group = '', key] = name.split('.');
  const value = Object.hasOwn(rule, group) ? Reflect.get(rule, group) : undefined;
  if (key === undefined) return value;
  return isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function writeParameter(fields: Fields, name: string, value: unknown): void {
  const [group = '', key] = name.split('.');
  if (key === undefined) {
    put(fields, group, value);
    return;
  }
  const before = fields[group];
  const inner: Fields = isMapping(before) ? { ...before } : {};
  put(inner, key, value);
  put(fields, group, Object.keys(inner).length === 0 ? undefined : inner);
}

function writeWhere(fields: Fields, own: Rule['where'], wanted: NonNullable<Override['where']>): void {
  const where: Fields = { ...own };
  for (const [key, value] of Object.entries(wanted)) put(where, key, value ?? undefined);
  put(fields, 'where', Object.keys(where).length === 0 ? undefined : where);
}

/** What is not said is not there: plans tell the two apart. */
function put(fields: Fields, key: string, value: unknown): void {
  if (value === undefined) delete fields[key];
  else fields[key] = value;
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
