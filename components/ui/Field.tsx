import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

export interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': 'true' | undefined;
}

export interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with what was entered, and what would be right; null while nothing is. */
  readonly error?: string | null;
  /** Draws the control with the ids that tie it to its label, hint and error. */
  readonly children: (control: ControlProps) => JSX.Element;
}

/** A control with its label, its hint and what is wrong with it. */
export function Field({ label, hint, error = null, children }: FieldProps) {
  const id = useId();
  const described = [hint === undefined ? null : `${id}-hint`, error === null ? null : `${id}-error`].filter(
    (one) => one !== null,
  );
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id,
        'aria-describedby': described.length === 0 ? undefined : described.join(' '),
        'aria-invalid': error === null ? undefined : 'true',
      })}
      {/* Always there, so that a screen reader hears the error when it comes. */}
      <p class="field-error" id={`${id}-error`} role="alert">
        {error}
      </p>
    </div>
  );
}
