import { useSignal } from '@preact/signals';
import { useId, useLayoutEffect } from 'preact/hooks';
import { UI_LOCALES } from '../../utils/i18n/locales.ts';
import { readParameter } from '../../utils/rules/overrides.ts';
import { parametersOf } from '../../utils/rules/parameters.ts';
import type { Rule } from '../../utils/rules/schema.ts';
import { severitiesOf } from '../../utils/rules/severity.ts';
import { Button } from '../ui/Button.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { TextField } from '../ui/TextField.tsx';
import { SEVERITY_KEY, useCommonTexts } from '../ui/texts.ts';
import { replaced } from './conflict.ts';
import { ExampleRuns } from './ExampleRuns.tsx';
import { ListField } from './ListField.tsx';
import { isChanged, withParameter, withScope } from './override-edit.ts';
import { ParameterField } from './ParameterField.tsx';
import type { RuleRow } from './rows.ts';
import { type Scope, ScopeFields } from './ScopeFields.tsx';
import { useRulesTexts } from './texts.ts';
import type { Workbench } from './workbench.ts';
import { editRule, type FormValue } from './yaml-edit.ts';

/** One rule by form: for the team beside the pack, or in the pack's own text. */
export function RuleDetail({
  row,
  bench,
  onShowText,
}: {
  readonly row: RuleRow;
  readonly bench: Workbench;
  /** Shows the rule in its pack's text. */
  readonly onShowText: (file: string, rule: string) => void;
}) {
  const t = useRulesTexts();
  const id = useId();
  const target = useSignal<'beside' | 'pack'>('beside');
  const checked = bench.packs.value.find(({ pack }) => pack?.pack === row.pack);
  const canEditPack = checked !== undefined && checked.mistakes.length === 0;
  const isInPack = target.value === 'pack';
  const { rule, effective, override, name } = row;
  /** The rule as it was just written into the text, until the text has been read again. */
  const pending = useSignal<Rule | null>(null);
  const isRead = !bench.checking.value && canEditPack;
  // Before the next key, as in ListField.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a rule that was read anew is what is there now
  useLayoutEffect(() => {
    if (isRead) pending.value = null;
  }, [isRead, rule]);
  const written = pending.value ?? rule;
  const shown = isInPack ? written : effective;

  const overrideWith = (next: typeof override): void =>
    bench.override(replaced(bench.overrides.peek(), name, next));
  const inPack = (path: readonly string[], value: FormValue): void => {
    const current = bench.packs.peek().find(({ file }) => file === checked?.file);
    const next = current === undefined ? null : editRule(current.yaml, rule.id, path, value);
    if (current === undefined || next === null) return;
    pending.value = withPath(pending.peek() ?? rule, path, value);
    bench.edit(current.file, next);
  };
  const setParameter = (parameter: string, value: FormValue): void => {
    if (isInPack)
      inPack(parameter.split('.'), Array.isArray(value) && value.length === 0 ? undefined : value);
    else overrideWith(withParameter(rule, override, parameter, value));
  };
  const setScope = <K extends keyof Scope>(key: K, value: Scope[K] | undefined): void => {
    if (isInPack) inPack(['where', key], value);
    else overrideWith(withScope(rule, override, key, value ?? null));
  };

  return (
    <div class="rule-detail">
      <fieldset class="change-where">
        <legend>{t('changeWhere')}</legend>
        {(['beside', 'pack'] as const).map((one) => (
          <label key={one} class="check">
            <input
              type="radio"
              name={`${id}-target`}
              checked={target.value === one}
              disabled={one === 'pack' && !canEditPack && !isInPack}
              onChange={() => {
                target.value = one;
              }}
            />
            {t(one === 'beside' ? 'changeBeside' : 'changeInPack')}
          </label>
        ))}
        <p class="muted">
          {t(isInPack ? 'changeInPackHint' : canEditPack ? 'changeBesideHint' : 'changeInPackOff')}
        </p>
      </fieldset>
      <div class="field-row">
        {parametersOf(rule.kind).map((parameter) => (
          <ParameterField
            key={`${target.value} ${parameter.name}`}
            parameter={parameter}
            value={readParameter(shown, parameter.name)}
            own={readParameter(rule, parameter.name)}
            isChanged={!isInPack && isChanged(override, parameter.name)}
            onChange={(value) => setParameter(parameter.name, value)}
          />
        ))}
      </div>
      {isInPack ? <Words rule={written} onChange={inPack} /> : null}
      <details class="scope-more">
        <summary>{t('scope')}</summary>
        <ScopeFields key={target.value} where={shown.where} onChange={setScope} />
      </details>
      <ExampleRuns rule={shown} accept={checked?.pack?.vocabulary?.accept} />
      <div class="actions">
        {row.isOverridden ? (
          <Button size="s" onPress={() => bench.override(replaced(bench.overrides.peek(), name, {}))}>
            {t('resetAll')}
          </Button>
        ) : null}
        {checked === undefined ? null : (
          <Button size="s" kind="quiet" onPress={() => onShowText(checked.file, rule.id)}>
            {t('openText')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** What only the pack itself can say: severity, messages, examples. */
function Words({
  rule,
  onChange,
}: {
  readonly rule: Rule;
  readonly onChange: (path: readonly string[], value: FormValue) => void;
}) {
  const t = useRulesTexts();
  const common = useCommonTexts();
  const examples = (side: 'bad' | 'good'): readonly string[] | null => {
    const list = rule.examples[side];
    return list.every((one) => typeof one === 'string' && !one.includes('\n')) ? (list as string[]) : null;
  };
  return (
    <div class="field-row">
      <SelectField
        label={t('severity')}
        value={rule.severity}
        options={severitiesOf(rule).map((id) => ({ id, name: common(SEVERITY_KEY[id]) }))}
        onChoose={(severity) => onChange(['severity'], severity)}
      />
      {UI_LOCALES.map((language) => (
        <TextField
          key={language}
          label={t(`message_${language}`)}
          lang={language}
          value={rule.message[language] ?? ''}
          onInput={(typed) => {
            // English is what the others fall back on: it is never taken away.
            if (typed !== '') onChange(['message', language], typed);
            else if (language !== 'en') onChange(['message', language], undefined);
          }}
        />
      ))}
      {(['bad', 'good'] as const).map((side) => {
        const list = examples(side);
        return list === null ? null : (
          <ListField
            key={side}
            label={t(side === 'bad' ? 'examplesBad' : 'examplesGood')}
            hint={t('oneALine')}
            value={list}
            onChange={(next) => {
              if (next.length > 0) onChange(['examples', side], next);
            }}
          />
        );
      })}
    </div>
  );
}

/** The rule with the value at a path of one or two keys; undefined takes it out. */
function withPath(rule: Rule, [group = '', key]: readonly string[], value: FormValue): Rule {
  const before: unknown = Reflect.get(rule, group);
  if (key === undefined) return { ...rule, [group]: value };
  return { ...rule, [group]: { ...(typeof before === 'object' ? before : {}), [key]: value } };
}
