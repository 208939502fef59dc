import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type en from '../../assets/locales/en/doctor.json';
import { catalogsFrom } from '../../utils/i18n/catalogs.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { textsHook } from '../ui/locale.ts';

export const useDoctorTexts = textsHook(
  catalogsFrom<typeof en>(
    import.meta.glob('../../assets/locales/*/doctor.json', { eager: true, import: 'default' }),
  ),
);

/** The self-check of the tab in front, to be read and copied into a bug report. */
export function DoctorSheet({
  ask,
  onClose,
}: {
  /** @returns the report's text */
  readonly ask: () => Promise<string>;
  readonly onClose: () => void;
}) {
  const t = useDoctorTexts();
  const report = useSignal<string | null>(null);
  const copied = useSignal<'copied' | 'notCopied' | null>(null);
  useEffect(() => {
    void ask().then((text) => {
      report.value = text;
    });
  }, [ask, report]);

  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(report.peek() ?? '');
      copied.value = 'copied';
    } catch {
      copied.value = 'notCopied';
    }
  };

  return (
    <Dialog title={t('title')} onClose={onClose}>
      <p class="muted">{t('promise')}</p>
      <textarea
        class="doctor-report"
        readOnly
        rows={14}
        aria-label={t('title')}
        value={report.value ?? t('looking')}
      />
      <Button kind="main" busy={report.value === null} onPress={() => void copy()}>
        {t('copy')}
      </Button>
      <p role="status">{copied.value === null ? '' : t(copied.value)}</p>
    </Dialog>
  );
}
