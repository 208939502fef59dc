import type { Rule } from '../../utils/rules/schema.ts';
import { Field } from '../ui/Field.tsx';
import { PLATFORM_IDS } from '../ui/platforms.ts';
import { platformName, useCommonTexts } from '../ui/texts.ts';
import { ListField } from './ListField.tsx';
import { useRulesTexts } from './texts.ts';

export type Scope = NonNullable<Rule['where']>;

/** For whom a rule is, and when. */
export function ScopeFields({
  where,
  onChange,
}: {
  readonly where: Scope | undefined;
  /** Undefined lifts the limit. */
  readonly onChange: <K extends keyof Scope>(key: K, value: Scope[K] | undefined) => void;
}) {
  const t = useRulesTexts();
  const common = useCommonTexts();
  const chosen = where?.platforms ?? [];
  const ids = [...PLATFORM_IDS, ...chosen.filter((id) => !PLATFORM_IDS.includes(id))];
  const ends = endsBeforeItBegins(where) ? t('windowWrong') : null;
  return (
    <div class="scope-fields">
      <fieldset class="platform-choice">
        <legend>{t('platforms')}</legend>
        {ids.map((id) => (
          <label key={id} class="check">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={(event) => {
                const next = event.currentTarget.checked
                  ? ids.filter((one) => one === id || chosen.includes(one))
                  : chosen.filter((one) => one !== id);
                onChange('platforms', next.length === 0 ? undefined : next);
              }}
            />
            {platformName(common, id)}
          </label>
        ))}
        {chosen.length === 0 ? <p class="muted">{t('allPlatforms')}</p> : null}
      </fieldset>
      <div class="field-row">
        {(['accounts', 'markets'] as const).map((key) => (
          <ListField
            key={key}
            label={t(key)}
            hint={t(`${key}Hint`)}
            value={where?.[key] ?? []}
            onChange={(next) => onChange(key, next.length === 0 ? undefined : [...next])}
          />
        ))}
      </div>
      <div class="field-row">
        {(['from', 'until'] as const).map((key) => {
          const value = where?.[key];
          const isExact = value !== undefined && value.length > 10;
          return (
            <Field
              key={key}
              label={t(key)}
              hint={isExact ? t('exactTime', { time: value }) : t('windowHint')}
              error={key === 'until' ? ends : null}
            >
              {(control) => (
                <input
                  {...control}
                  type="date"
                  value={value?.slice(0, 10) ?? ''}
                  onChange={({ currentTarget: { value: day } }) =>
                    onChange(key, day === '' ? undefined : day)
                  }
                />
              )}
            </Field>
          );
        })}
      </div>
    </div>
  );
}

function endsBeforeItBegins(where: Scope | undefined): boolean {
  if (where?.from === undefined || where.until === undefined) return false;
  return Date.parse(where.until) < Date.parse(where.from);
}
