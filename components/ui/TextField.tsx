import type { Ref } from 'preact';
import { Field } from './Field.tsx';

export interface TextFieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  /** As of {@link Field}. */
  readonly error?: string | null;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** Lines of a text that may have several; one line that stays one when it is left out. */
  readonly rows?: number;
  readonly lang?: string;
  readonly required?: boolean;
  readonly maxLength?: number;
  readonly placeholder?: string;
  /** Off for names and patterns, which are no words. */
  readonly spellcheck?: boolean;
  readonly autocomplete?: 'off';
  /** Of several lines: long ones stay on theirs. */
  readonly wrap?: 'off';
  readonly area?: Ref<HTMLTextAreaElement>;
}

/** A text with its label, its hint and what is wrong with it. */
export function TextField(props: TextFieldProps) {
  const { label, hint, error = null, rows, onInput, area, wrap, ...own } = props;
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) =>
        rows === undefined ? (
          <input
            {...control}
            {...own}
            type="text"
            dir="auto"
            onInput={(event) => onInput(event.currentTarget.value)}
          />
        ) : (
          <textarea
            {...control}
            {...own}
            {...(area === undefined ? {} : { ref: area })}
            {...(wrap === undefined ? {} : { wrap })}
            rows={rows}
            dir="auto"
            onInput={(event) => onInput(event.currentTarget.value)}
          />
        )
      }
    </Field>
  );
}
