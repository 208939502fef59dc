import type { ComponentChildren } from 'preact';
import type { OverlayActions } from '../../utils/overlay/model.ts';

/** A button that acts only on a person's press on a control they could see. */
export function Press({
  actions,
  onPress,
  kind = 'plain',
  label,
  keepFocus = false,
  disabled = false,
  first = false,
  pressed,
  children,
}: {
  readonly actions: OverlayActions;
  readonly onPress: (byKey: boolean) => void;
  readonly kind?: 'plain' | 'main' | 'quiet' | 'small' | 'toggle' | 'link';
  readonly label?: string;
  /** Leaves the focus, and so the selection, in the editor when pressed with a pointer. */
  readonly keepFocus?: boolean;
  readonly disabled?: boolean;
  /** Takes the focus when its view is opened by keyboard. */
  readonly first?: boolean;
  /** Of a control that stays in or out. */
  readonly pressed?: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <button
      type="button"
      class={`press ${kind}`}
      aria-label={label}
      aria-pressed={pressed}
      // Not `disabled`: the browser would take the focus away from the control just pressed.
      aria-disabled={disabled}
      data-first={first ? '' : undefined}
      onMouseDown={(event) => {
        if (keepFocus) event.preventDefault();
      }}
      onClick={(event) => {
        if (disabled) return;
        if (actions.guard.isGenuine(event, event.currentTarget)) onPress(event.detail === 0);
        else if (event.isTrusted) actions.onUnsafe();
      }}
    >
      {children}
    </button>
  );
}
