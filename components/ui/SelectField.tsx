import { Field } from './Field.tsx';

export interface Option<Id extends string> {
  readonly id: Id;
  readonly name: string;
}

/** A choice of one, with its label and its hint. */
export function SelectField<Id extends string>({
  label,
  hint,
  value,
  options,
  onChoose,
}: {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: Id;
  readonly options: readonly Option<Id>[];
  readonly onChoose: (id: Id) => void;
}) {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <select
          {...control}
          value={value}
          onChange={(event) => {
            const chosen = options.find(({ id }) => id === event.currentTarget.value);
            if (chosen !== undefined) onChoose(chosen.id);
          }}
        >
          {options.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
