import type { ComponentChildren } from 'preact';

export interface ButtonProps {
  readonly onPress: () => void;
  readonly kind?: 'plain' | 'main' | 'danger' | 'quiet';
  readonly size?: 'm' | 's';
  /** Says what it does where its content does not. */
  readonly label?: string;
  readonly describedBy?: string;
  readonly disabled?: boolean;
  /** Works on something: stays focusable, does nothing until it is done. */
  readonly busy?: boolean;
  readonly expanded?: boolean;
  readonly pressed?: boolean;
  /** The key that does the same, shown small and told to assistive technology. */
  readonly shortcut?: string;
  /** What assistive technology is told instead, where the key is not shown by its name: https://www.w3.org/TR/wai-aria-1.2/#aria-keyshortcuts */
  readonly keys?: string;
  readonly children: ComponentChildren;
}

export function Button(props: ButtonProps) {
  const { kind = 'plain', size = 'm', busy = false } = props;
  return (
    <button
      type="button"
      class={`button ${kind} ${size}`}
      aria-label={props.label}
      title={props.label}
      aria-describedby={props.describedBy}
      aria-disabled={busy ? 'true' : undefined}
      aria-expanded={props.expanded}
      aria-pressed={props.pressed}
      aria-keyshortcuts={props.keys ?? props.shortcut}
      disabled={props.disabled}
      onClick={() => {
        if (!busy) props.onPress();
      }}
    >
      {props.children}
      {props.shortcut === undefined ? null : (
        <span class="key" aria-hidden="true">
          {props.shortcut}
        </span>
      )}
    </button>
  );
}
