import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { LIMITS } from '../../utils/api/limits.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useOptionsTexts } from './texts.ts';

/** The note that goes with a version, and the buttons that publish it or take the changes back. */
export function PublishNote({
  version,
  isBusy,
  isReady,
  publish,
  onRevert,
  children,
}: {
  /** The one in use. */
  readonly version: number;
  readonly isBusy: boolean;
  /** False while something has to be mended or decided first. */
  readonly isReady: boolean;
  /** @returns whether it is published; the note has gone with it then */
  readonly publish: (note: string) => Promise<boolean>;
  readonly onRevert: () => void;
  /** What stands in the way, told above the buttons. */
  readonly children?: ComponentChildren;
}) {
  const t = useOptionsTexts();
  const note = useSignal('');
  const tooLong = note.value.length - LIMITS.note;
  return (
    <>
      <TextField
        label={t('publishNote')}
        hint={t('publishNoteHint')}
        error={tooLong > 0 ? t('noteTooLong', { count: tooLong }) : null}
        rows={2}
        value={note.value}
        onInput={(typed) => {
          note.value = typed;
        }}
      />
      {children}
      <div class="actions">
        <Button
          kind="main"
          busy={isBusy}
          disabled={!isReady || tooLong > 0}
          onPress={() =>
            void publish(note.value.trim()).then((isDone) => {
              if (isDone) note.value = '';
            })
          }
        >
          {isBusy ? t('publishing') : t('publish', { version: String(version + 1) })}
        </Button>
        <Button kind="quiet" onPress={onRevert}>
          {t('revert')}
        </Button>
      </div>
    </>
  );
}
