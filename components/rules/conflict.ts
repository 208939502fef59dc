/** Two people changed the rules at the same time: who changed what, and both changes in one. Pure. */
import type { RulesetSources } from '../../utils/api/routes.ts';
import { overrideOf } from '../../utils/rules/overrides.ts';
import type { Override, Overrides } from '../../utils/rules/schema.ts';
import { isSameData } from '../../utils/same.ts';
import { tidied } from './override-edit.ts';

export interface PackText {
  readonly file: string;
  readonly yaml: string;
}

export type Content = Pick<RulesetSources, 'packs' | 'overrides'>;

export type RulesetChange =
  | { readonly kind: 'pack-added' | 'pack-removed' | 'pack-changed'; readonly file: string }
  | {
      readonly kind: 'override';
      readonly rule: string;
      readonly before: Override | null;
      readonly after: Override | null;
    };

const textOf = (packs: readonly PackText[], file: string): string | null =>
  packs.find((pack) => pack.file === file)?.yaml ?? null;

const sameOverride = (a: Override | undefined, b: Override | undefined): boolean =>
  isSameData(tidied(a ?? {}), tidied(b ?? {}));

/** What leads from `before` to `after`, packs first. */
export function changesBetween(before: Content, after: Content): RulesetChange[] {
  const files = [...new Set([...before.packs, ...after.packs].map(({ file }) => file))];
  const packs = files.flatMap((file): RulesetChange[] => {
    const [was, is] = [textOf(before.packs, file), textOf(after.packs, file)];
    if (was === is) return [];
    return [{ kind: was === null ? 'pack-added' : is === null ? 'pack-removed' : 'pack-changed', file }];
  });
  const rules = [...new Set([...Object.keys(before.overrides), ...Object.keys(after.overrides)])].sort();
  const overrides = rules.flatMap((rule): RulesetChange[] => {
    const [was, is] = [overrideOf(before.overrides, rule), overrideOf(after.overrides, rule)];
    return sameOverride(was, is) ? [] : [{ kind: 'override', rule, before: was ?? null, after: is ?? null }];
  });
  return [...packs, ...overrides];
}

export interface Merged {
  readonly packs: readonly PackText[];
  readonly overrides: Overrides;
  /** Packs that both changed: the own text is kept, theirs has to be looked at. */
  readonly both: readonly PackText[];
}

/** What both made of `base`, together; where both changed the same, `mine` is kept. */
export function mergeContent(base: Content, mine: Content, theirs: Content): Merged {
  const both: PackText[] = [];
  const packs: PackText[] = [];
  const files = [...new Set([...theirs.packs, ...mine.packs].map(({ file }) => file))];
  for (const file of files) {
    const [was, my, their] = [base, mine, theirs].map(({ packs: list }) => textOf(list, file));
    const iChanged = my !== was;
    const theyChanged = their !== was;
    if (iChanged && theyChanged && my !== their && their !== null && their !== undefined)
      both.push({ file, yaml: their });
    const kept = iChanged ? my : their;
    if (kept !== null && kept !== undefined) packs.push({ file, yaml: kept });
  }
  const overrides: Overrides = { ...theirs.overrides };
  for (const change of changesBetween(
    { packs: [], overrides: base.overrides },
    { packs: [], overrides: mine.overrides },
  )) {
    if (change.kind !== 'override') continue;
    if (change.after === null) delete overrides[change.rule];
    else overrides[change.rule] = change.after;
  }
  return { packs, overrides, both };
}

/** An override that changes nothing is none. @param severity null for the pack's own */
export function withOverride(
  overrides: Overrides,
  rule: string,
  severity: Override['severity'] | null,
  enabled: boolean,
): Overrides {
  const { severity: _, enabled: __, ...rest } = overrideOf(overrides, rule) ?? {};
  return replaced(overrides, rule, {
    ...rest,
    ...(severity == null ? {} : { severity }),
    ...(enabled ? {} : { enabled: false }),
  });
}

/** The overrides with the rule's replaced; one that changes nothing is none. */
export function replaced(overrides: Overrides, rule: string, override: Override): Overrides {
  const next: Overrides = { ...overrides };
  const wanted = tidied(override);
  if (Object.keys(wanted).length === 0) delete next[rule];
  else next[rule] = wanted;
  return next;
}
