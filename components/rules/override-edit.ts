/** From what a form shows to the override that makes it so. Pure. */
import { readParameter } from '../../utils/rules/overrides.ts';
import type { Override, Rule } from '../../utils/rules/schema.ts';
import type { FormValue } from './yaml-edit.ts';

type Parts = Pick<Override, 'set' | 'add' | 'remove'>;

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
  if (wanted === undefined || JSON.stringify(wanted) === JSON.stringify(own)) return tidy(next);
  if (isTexts(wanted) && (own === undefined || isTexts(own))) {
    const had = own ?? [];
    const more = wanted.filter((one) => !had.includes(one));
    const gone = had.filter((one) => !wanted.includes(one));
    if (more.length > 0) next.add = { ...next.add, [name]: more };
    if (gone.length > 0) next.remove = { ...next.remove, [name]: gone };
    return tidy(next);
  }
  next.set = { ...next.set, [name]: isTexts(wanted) ? [...wanted] : wanted };
  return tidy(next);
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
  const own = rule.where?.[key];
  const isOwn = JSON.stringify(wanted ?? null) === JSON.stringify(own ?? null);
  if (wanted !== undefined && !isOwn) where[key] = wanted;
  return tidy({ ...override, where });
}

/** Whether the team changes this parameter. */
export function isChanged(override: Override, name: string): boolean {
  const parts: Parts = override;
  return [parts.set, parts.add, parts.remove].some((part) => part !== undefined && Object.hasOwn(part, name));
}

function without<T>(part: Record<string, T> | undefined, name: string): Record<string, T> {
  const { [name]: _, ...rest } = part ?? {};
  return rest;
}

/** What is empty is not there. */
function tidy(override: Override): Override {
  const parts = Object.entries(override).filter(
    ([, part]) => part !== undefined && (typeof part !== 'object' || Object.keys(part).length > 0),
  );
  return Object.fromEntries(parts);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
