import { useMemo } from 'preact/hooks';
import { openLocal } from '../../utils/sync/live.ts';
import { useLocale } from '../ui/locale.ts';
import { PracticePanel } from './PracticePanel.tsx';
import { createPractice } from './practice.ts';
import { loadSample } from './sample.ts';
import { usePracticeTexts } from './texts.ts';
import './practice.css';

/** The practice composer with this browser's own copy of the team's rules. */
export function PracticeHere() {
  const locale = useLocale();
  const t = usePracticeTexts();
  const practice = useMemo(
    () =>
      createPractice({
        openStore: openLocal,
        loadSample,
        locale,
        examples: [t('exampleText')],
        now: () => Date.now(),
      }),
    [locale, t],
  );
  return <PracticePanel practice={practice} />;
}
