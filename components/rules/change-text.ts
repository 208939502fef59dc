/** A change of the ruleset in words. */

import type { Misfit } from '../../utils/rules/misfits.ts';
import type { Override } from '../../utils/rules/schema.ts';
import type { useOptionsTexts } from '../team/texts.ts';
import { type CommonTexts, SEVERITY_KEY } from '../ui/texts.ts';
import type { RulesetChange } from './conflict.ts';
import { parameterName, type RulesTexts } from './texts.ts';

type OptionsTexts = ReturnType<typeof useOptionsTexts>;

export function changeText(
  options: OptionsTexts,
  t: RulesTexts,
  common: CommonTexts,
  change: RulesetChange,
): string {
  switch (change.kind) {
    case 'pack-added':
      return options('changePackAdded', { file: change.file });
    case 'pack-removed':
      return options('changePackRemoved', { file: change.file });
    case 'pack-changed':
      return options('changePackChanged', { file: change.file });
    case 'override': {
      const { rule, after } = change;
      const what = after === null ? [] : overrideParts(t, common, after);
      return what.length === 0
        ? options('changeOwn', { rule })
        : t('changeOverride', { rule, what: what.join(', ') });
    }
  }
}

/** What an override does, part by part. */
export function overrideParts(t: RulesTexts, common: CommonTexts, override: Override): string[] {
  const { enabled, severity, where, set = {}, add = {}, remove = {} } = override;
  const lists = [...new Set([...Object.keys(add), ...Object.keys(remove)])];
  return [
    ...(enabled === false ? [t('partOff')] : []),
    ...(severity === undefined ? [] : [t('partSeverity', { severity: common(SEVERITY_KEY[severity]) })]),
    ...(where === undefined ? [] : [t('partScope')]),
    ...Object.keys(set).map((name) => t('partParameter', { name: parameterName(t, name) })),
    ...lists.map((name) =>
      t('partLists', {
        name: parameterName(t, name),
        added: add[name]?.length ?? 0,
        removed: remove[name]?.length ?? 0,
      }),
    ),
  ];
}

/** Why a part of an override does not fit. */
export function misfitText(t: RulesTexts, { rule, at, code, what, message }: Misfit): string {
  return t(`misfit_${code}`, { rule, at, what: what ?? '', message });
}
