import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from './Button.tsx';
import { Glyph } from './Glyph.tsx';
import { useCommonTexts } from './texts.ts';

/** The browser's own modal dialog: it keeps the focus, closes on Escape and gives the focus back. */
export function Dialog({
  title,
  onClose,
  children,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}) {
  const t = useCommonTexts();
  const id = useId();
  const ref = useRef<HTMLDialogElement>(null);
  // Before anything else can take the focus, which goes back to where it was at the press.
  useLayoutEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    // A press on the dialog itself is one outside its content.
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a native dialog by keyboard
    <dialog
      ref={ref}
      class="dialog"
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div class="dialog-content">
        <header class="dialog-head">
          <h2 id={id}>{title}</h2>
          <Button kind="quiet" size="s" label={t('close')} onPress={onClose}>
            <Glyph name="close" />
          </Button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
