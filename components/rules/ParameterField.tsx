import type { Parameter } from '../../utils/rules/parameters.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { TextField } from '../ui/TextField.tsx';
import { ListField } from './ListField.tsx';
import { choiceName, parameterName, type RulesTexts, useRulesTexts } from './texts.ts';
import type { FormValue } from './yaml-edit.ts';

const NUMBER = '#';

interface ParameterFieldProps {
  readonly parameter: Parameter;
  /** As it would run. */
  readonly value: unknown;
  /** As the pack has it. */
  readonly own: unknown;
  /** The team has it otherwise than the pack. */
  readonly isChanged: boolean;
  /** Undefined: not said, or as the pack says. */
  readonly onChange: (value: FormValue) => void;
}

/** One parameter of a rule, by what its schema lets it be. */
export function ParameterField(props: ParameterFieldProps) {
  const { parameter, isChanged, onChange } = props;
  const t = useRulesTexts();
  return (
    <div class={isChanged ? 'parameter is-changed' : 'parameter'}>
      <Control {...props} />
      {isChanged ? (
        <Button
          size="s"
          kind="quiet"
          label={`${t('asInPack')}: ${parameterName(t, parameter.name)}`}
          onPress={() => onChange(undefined)}
        >
          {t('asInPack')}
        </Button>
      ) : null}
    </div>
  );
}

function Control({ parameter, value, own, isChanged, onChange }: ParameterFieldProps) {
  const t = useRulesTexts();
  const label = parameterName(t, parameter.name);
  const isPlain = label === parameter.name;
  const hint = isPlain && parameter.about !== '' ? parameter.about : undefined;
  const { type, choices, needed } = parameter;
  const list = textsOf(value);
  if (type === 'list' || (type === 'switch' && list !== null && Array.isArray(value))) {
    // A pattern may go over several lines: not one a line then.
    if (list === null || list.some((one) => one.includes('\n'))) return <OnlyYaml label={label} />;
    return (
      <ListField
        label={label}
        hint={hint ?? listHint(t, list, isChanged ? textsOf(own) : null)}
        value={list}
        onChange={(next) => onChange(next.length === 0 && own === undefined ? undefined : next)}
      />
    );
  }
  if (type === 'switch' || type === 'choice') {
    const said = type === 'switch' ? ['true', 'false'] : choices;
    return (
      <SelectField
        label={label}
        hint={hint}
        value={value === undefined ? '' : String(value)}
        options={[
          ...(needed && value !== undefined ? [] : [{ id: '', name: t('notSaid') }]),
          ...said.map((id) => ({
            id,
            name: type === 'switch' ? t(id === 'true' ? 'yes' : 'no') : choiceName(t, id),
          })),
        ]}
        onChoose={(id) => {
          if (id === '') onChange(undefined);
          else onChange(type === 'switch' ? id === 'true' : id);
        }}
      />
    );
  }
  if (type === 'number') {
    return <NumberField parameter={parameter} label={label} hint={hint} value={value} onChange={onChange} />;
  }
  if (type === 'text' && (value === undefined || typeof value === 'string')) {
    return (
      <TextField
        label={label}
        hint={hint}
        spellcheck={false}
        value={value ?? ''}
        onInput={(typed) => onChange(typed === '' ? undefined : typed)}
      />
    );
  }
  return <OnlyYaml label={label} />;
}

function NumberField({
  parameter: { choices },
  label,
  hint,
  value,
  onChange,
}: {
  readonly parameter: Parameter;
  readonly label: string;
  readonly hint: string | undefined;
  readonly value: unknown;
  readonly onChange: (value: FormValue) => void;
}) {
  const t = useRulesTexts();
  const shown = typeof value === 'number' ? String(value) : '';
  const typed = (text: string): void => {
    const number = Number(text);
    if (text.trim() === '') onChange(undefined);
    else if (Number.isFinite(number)) onChange(number);
  };
  if (choices.length === 0) {
    return (
      <Field label={label} hint={hint}>
        {(control) => (
          <input
            {...control}
            type="number"
            min={0}
            value={shown}
            onInput={(event) => typed(event.currentTarget.value)}
          />
        )}
      </Field>
    );
  }
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <span class="number-or-word">
          <select
            {...control}
            value={value === undefined ? '' : typeof value === 'number' ? NUMBER : String(value)}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              onChange(chosen === '' ? undefined : chosen === NUMBER ? 1 : chosen);
            }}
          >
            <option value="">{t('notSaid')}</option>
            {choices.map((one) => (
              <option key={one} value={one}>
                {choiceName(t, one)}
              </option>
            ))}
            <option value={NUMBER}>{t('aNumber')}</option>
          </select>
          {typeof value === 'number' ? (
            <input
              type="number"
              min={0}
              aria-label={t('numberOf', { name: label })}
              value={shown}
              onInput={(event) => {
                if (event.currentTarget.value.trim() !== '') typed(event.currentTarget.value);
              }}
            />
          ) : null}
        </span>
      )}
    </Field>
  );
}

function OnlyYaml({ label }: { readonly label: string }) {
  const t = useRulesTexts();
  return (
    <p class="only-yaml">
      <strong>{label}</strong> <span class="muted">{t('onlyYaml')}</span>
    </p>
  );
}

function listHint(t: RulesTexts, list: readonly string[], own: readonly string[] | null): string {
  const count = t('listCount', { count: list.length });
  if (own === null) return `${t('oneALine')} ${count}.`;
  const added = list.filter((one) => !own.includes(one)).length;
  const removed = own.filter((one) => !list.includes(one)).length;
  return `${count}: ${t('listChange', { added, removed, own: own.length })}`;
}

function textsOf(value: unknown): readonly string[] | null {
  if (value === undefined) return [];
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : null;
}
