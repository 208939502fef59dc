/** The rules of a ruleset as the list shows them. Pure. */
import type { UiLocale } from '../../utils/i18n/locales.ts';
import type { Severity } from '../../utils/lint/finding.ts';
import type { Misfit } from '../../utils/rules/misfits.ts';
import { overridden, overrideOf } from '../../utils/rules/overrides.ts';
import type { Override, Overrides, Pack, Rule } from '../../utils/rules/schema.ts';
import { severityOf } from '../../utils/rules/severity.ts';

export interface RuleRow {
  /** `pack/rule`. */
  readonly name: string;
  readonly pack: string;
  /** As the pack has it. */
  readonly rule: Rule;
  /** As it runs, or would where it is switched off. */
  readonly effective: Rule;
  readonly override: Override;
  /** What of the override does not fit. */
  readonly misfits: readonly Misfit[];
  /** As it runs, overrides counted in. */
  readonly severity: Severity;
  readonly isOn: boolean;
  readonly isOverridden: boolean;
}

export function ruleRows(
  packs: readonly Pack[],
  overrides: Overrides,
  misfits: readonly Misfit[] = [],
): RuleRow[] {
  const of = Map.groupBy(misfits, ({ rule }) => rule);
  return packs.flatMap(({ pack, rules }) =>
    rules.map((rule): RuleRow => {
      const name = `${pack}/${rule.id}`;
      const override = overrideOf(overrides, name);
      return {
        name,
        pack,
        rule,
        effective: overridden(rule, { ...override, enabled: true }) ?? rule,
        override: override ?? {},
        misfits: of.get(name) ?? [],
        severity: severityOf(rule, override?.severity),
        isOn: override?.enabled !== false,
        isOverridden: override !== undefined,
      };
    }),
  );
}

/** Rows whose id, kind, message or reason has every word of `query`. */
export function searchRows(rows: readonly RuleRow[], query: string, locale: UiLocale): readonly RuleRow[] {
  const words = query.toLocaleLowerCase(locale).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(({ name, rule }) => {
    const text = [
      name,
      rule.kind,
      rule.message[locale] ?? rule.message.en,
      rule.why?.text[locale] ?? rule.why?.text.en,
    ]
      .join('\n')
      .toLocaleLowerCase(locale);
    return words.every((word) => text.includes(word));
  });
}

/** A rule's message without a hit at hand: its places are left open. */
export function messageOf(rule: Rule, locale: UiLocale): string {
  return (rule.message[locale] ?? rule.message.en).replace(/\{(?:match|expected)\}/g, '…');
}

/** What a rule found lately, and how much of it was let pass. */
export interface RuleFigure {
  readonly hits: number;
  readonly posts: number;
  /** Let out with the finding in the text, or asked to be accepted. */
  readonly dismissed: number;
}

export const ROW_ORDERS = ['pack', 'hits', 'dismissed'] as const;
export type RowOrder = (typeof ROW_ORDERS)[number];

/** The most first; rules that found as much stay in the order of their packs. */
export function orderRows(
  rows: readonly RuleRow[],
  figures: ReadonlyMap<string, RuleFigure>,
  order: RowOrder,
): readonly RuleRow[] {
  if (order === 'pack') return rows;
  return rows.toSorted((a, b) => (figures.get(b.name)?.[order] ?? 0) - (figures.get(a.name)?.[order] ?? 0));
}

/** More than half of what it found was let pass, and it found something more than once or twice. */
export function isNoisy({ posts, dismissed }: RuleFigure): boolean {
  return posts >= 4 && dismissed * 2 > posts;
}
