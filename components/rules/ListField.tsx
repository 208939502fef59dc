import { useSignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import { Field } from '../ui/Field.tsx';

/** A list of texts, one a line. What is typed stays as it is typed; empty lines and doubles are no entries. */
export function ListField({
  label,
  hint,
  value,
  disabled = false,
  onChange,
}: {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: readonly string[];
  readonly disabled?: boolean;
  readonly onChange: (value: readonly string[]) => void;
}) {
  const text = useSignal(value.join('\n'));
  const entries = value.join('\n');
  // Before the next key: one that came in between would be taken back.
  useLayoutEffect(() => {
    if (entriesOf(text.peek()).join('\n') !== entries) text.value = entries;
  }, [entries, text]);
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <textarea
          {...control}
          class="list-field"
          rows={Math.min(10, Math.max(3, value.length + 1))}
          wrap="off"
          dir="auto"
          spellcheck={false}
          autocomplete="off"
          disabled={disabled}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
            onChange(entriesOf(text.value));
          }}
        />
      )}
    </Field>
  );
}

/** The entries of a text with one a line. */
export function entriesOf(text: string): string[] {
  return [...new Set(text.split(/\r?\n/))].filter((line) => line.trim() !== '');
}
