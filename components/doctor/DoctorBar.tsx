import { useSignal } from '@preact/signals';
import { Button } from '../ui/Button.tsx';
import { DoctorSheet, useDoctorTexts } from './DoctorSheet.tsx';

/** Opens the self-check; stands at the foot of the popup. */
export function DoctorBar({ ask }: { readonly ask: () => Promise<string> }) {
  const t = useDoctorTexts();
  const open = useSignal(false);
  return (
    <footer class="doctor-bar">
      <Button
        kind="quiet"
        size="s"
        onPress={() => {
          open.value = true;
        }}
      >
        {t('open')}
      </Button>
      {open.value ? (
        <DoctorSheet
          ask={ask}
          onClose={() => {
            open.value = false;
          }}
        />
      ) : null}
    </footer>
  );
}
