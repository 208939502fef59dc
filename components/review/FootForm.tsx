import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../ui/Button.tsx';
import type { ReviewDesk } from './desk.ts';
import { useReviewTexts } from './texts.ts';

/** A form at the foot of a request: sent with its button or Ctrl+Enter, left with Escape. */
export function FootForm({
  desk,
  title,
  submit,
  danger = false,
  onSubmit,
  children,
}: {
  readonly desk: ReviewDesk;
  readonly title: string;
  readonly submit: string;
  readonly danger?: boolean;
  readonly onSubmit: () => void;
  readonly children: ComponentChildren;
}) {
  const t = useReviewTexts();
  const ref = useRef<HTMLFormElement>(null);
  // Before anything else is typed: the next letters are text, not shortcuts.
  useLayoutEffect(() => {
    ref.current?.querySelector<HTMLElement>('textarea, select, input')?.focus();
  }, []);
  return (
    <form
      ref={ref}
      class="reason-form"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      <div class="actions">
        <Button
          kind={danger ? 'danger' : 'main'}
          busy={desk.deciding.value}
          onPress={onSubmit}
          shortcut="Ctrl ⏎"
          keys="Control+Enter Meta+Enter"
        >
          {submit}
        </Button>
        <Button
          kind="quiet"
          onPress={() => {
            desk.form.value = null;
          }}
        >
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
