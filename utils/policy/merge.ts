/** Two people changed the policy at the same time: which parts who changed, and both changes in one. Pure. */
import { isSameData } from '../same.ts';
import { type Policy, policySchema } from './policy.ts';

export interface PolicyChange {
  /** A key of the policy: `need`, `late`, … */
  readonly part: string;
  /** Id of the rule, market or tag in the part; null for the part as a whole. */
  readonly entry: string | null;
  readonly kind: 'added' | 'removed' | 'changed';
}

const NAMED = ['markets', 'tags'] as const;

/** Each part by its key, each rule, market and tag as a part of its own. */
function partsOf(policy: Policy): Map<string, unknown> {
  const { rules = [], ...rest } = policy;
  const parts = new Map<string, unknown>();
  for (const rule of rules) parts.set(`rules/${rule.id}`, rule);
  for (const [key, value] of Object.entries(rest)) {
    if (value === undefined) continue;
    if (NAMED.some((one) => one === key))
      for (const [name, one] of Object.entries(value)) parts.set(`${key}/${name}`, one);
    else parts.set(key, value);
  }
  return parts;
}

/** What leads from one policy to the other, and nothing where they say the same. Rules in another order say the same. */
export function policyChanges(before: Policy, after: Policy): PolicyChange[] {
  const [was, is] = [partsOf(before), partsOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key): PolicyChange[] => {
    if (isSameData(was.get(key), is.get(key))) return [];
    const [part = key, entry = null] = key.split('/');
    return [{ part, entry, kind: !was.has(key) ? 'added' : !is.has(key) ? 'removed' : 'changed' }];
  });
}

export interface MergedPolicy {
  readonly policy: Policy;
  /** What both changed, and not to the same: the own is kept, theirs has to be looked at. */
  readonly both: readonly PolicyChange[];
}

/**
 * What both made of `base`, together; where both changed the same, `mine` is kept.
 * @returns null when the two together are no policy, such as a rule for a market that the other removed
 */
export function mergePolicies(base: Policy, mine: Policy, theirs: Policy): MergedPolicy | null {
  const [was, my, their] = [partsOf(base), partsOf(mine), partsOf(theirs)];
  const kept = new Map<string, unknown>();
  const conflicts = new Set<string>();
  for (const key of new Set([...their.keys(), ...my.keys()])) {
    const iChanged = !isSameData(was.get(key), my.get(key));
    const theyChanged = !isSameData(was.get(key), their.get(key));
    if (iChanged && theyChanged && !isSameData(my.get(key), their.get(key))) conflicts.add(key);
    const value = iChanged ? my.get(key) : their.get(key);
    if (value !== undefined) kept.set(key, value);
  }
  const data: Record<string, unknown> = {};
  const rules: unknown[] = [];
  const named: Record<string, [string, unknown][]> = {};
  for (const [key, value] of kept) {
    const [part = key, entry] = key.split('/');
    if (entry === undefined) data[part] = value;
    else if (part === 'rules') rules.push(value);
    else named[part] = [...(named[part] ?? []), [entry, value]];
  }
  for (const [part, entries] of Object.entries(named)) data[part] = Object.fromEntries(entries);
  const read = policySchema.safeParse({ ...data, ...(rules.length === 0 ? {} : { rules }) });
  if (!read.success) return null;
  const both = policyChanges(mine, theirs).filter(({ part, entry }) =>
    conflicts.has(entry === null ? part : `${part}/${entry}`),
  );
  return { policy: read.data, both };
}
