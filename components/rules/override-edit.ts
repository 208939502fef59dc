/** From what a form shows to the override that makes it so. Pure. */
import { readParameter } from '../../utils/rules/overrides.ts';
import type { Override, Rule } from '../../utils/rules/schema.ts';
import { isSameData } from '../../utils/same.ts';
import type { FormValue } from './yaml-edit.ts';

/**
 * The override with one parameter as wanted. Lists are told as what is added and removed, so that an upgrade of the pack
 * still brings what is new in them; a value that the pack has itself is no override.
 * @param rule as the pack has it
 */
export function withParameter(rule: Rule, override: Override, name: string, wanted: FormValue): Override {
  const own = readParameter(rule, name);
  const next: Override = {
    ...override,
    set: without(override.set, name),
    add: without(override.add, name),
    remove: without(override.remove, name),
  };
  if (wanted === undefined || isSameData(wanted, own)) return tidied(next);
  if (isTexts(wanted) && (own === undefined || isTexts(own))) {
    const had = own ?? [];
    const more = wanted.filter((one) => !had.includes(one));
    const gone = had.filter((one) => !wanted.includes(one));
    if (more.length > 0) next.add = { ...next.add, [name]: more };
    if (gone.length > 0) next.remove = { ...next.remove, [name]: gone };
    return tidied(next);
  }
  next.set = { ...next.set, [name]: isTexts(wanted) ? [...wanted] : wanted };
  return tidied(next);
}

/** The override with one key of its scope as wanted; undefined is as in the pack, null is without a limit. */
export function withScope<K extends keyof NonNullable<Override['where']>>(
  rule: Rule,
  override: Override,
  key: K,
  wanted: NonNullable<Override['where']>[K],
): Override {
  const where = { ...override.where };
  delete where[key];
  const isOwn = isSameData(wanted, rule.where?.[key] ?? null);
  if (wanted !== undefined && !isOwn) where[key] = wanted;
  return tidied({ ...override, where });
}

/** Whether the team changes this parameter. */
export function isChanged(override: Override, name: string): boolean {
  const { set = {}, add = {}, remove = {} } = override;
  return [set, add, remove].some((part) => Object.hasOwn(part, name));
}

function without<T>(part: Record<string, T> | undefined, name: string): Record<string, T> {
  const { [name]: _, ...rest } = part ?? {};
  return rest;
}

/** Without parts that change nothing. */
export function tidied({ enabled, ...rest }: Override): Override {
  const parts = Object.entries(rest).filter(
    ([, part]) => part !== undefined && (typeof part !== 'object' || Object.keys(part).length > 0),
  );
  return { ...Object.fromEntries(parts), ...(enabled === false ? { enabled } : {}) };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
