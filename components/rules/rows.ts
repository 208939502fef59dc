/** The rules of a ruleset as the list shows them. Pure. */
import type { Severity } from '../../utils/lint/finding.ts';
import type { Overrides, Pack, Rule } from '../../utils/rules/schema.ts';

export interface RuleRow {
  /** `pack/rule`. */
  readonly name: string;
  readonly pack: string;
  readonly rule: Rule;
  /** As it runs, overrides counted in. */
  readonly severity: Severity;
  readonly isOn: boolean;
  readonly isOverridden: boolean;
}

export function ruleRows(packs: readonly Pack[], overrides: Overrides): RuleRow[] {
  return packs.flatMap(({ pack, rules }) =>
    rules.map((rule): RuleRow => {
      const name = `${pack}/${rule.id}`;
      const override = Object.hasOwn(overrides, name) ? overrides[name] : undefined;
      return {
        name,
        pack,
        rule,
        severity: override?.severity ?? rule.severity,
        isOn: override?.enabled !== false,
        isOverridden: override !== undefined,
      };
    }),
  );
}

/** Rows whose id, kind, message or reason has every word of `query`. */
export function searchRows(rows: readonly RuleRow[], query: string, locale: 'en' | 'nb'): readonly RuleRow[] {
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
export function messageOf(rule: Rule, locale: 'en' | 'nb'): string {
  return (rule.message[locale] ?? rule.message.en).replace(/\{(?:match|expected)\}/g, '…');
}
