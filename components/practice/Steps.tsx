import type { Example } from './example.ts';
import type { PracticeStep } from './practice.ts';
import { usePracticeTexts } from './texts.ts';

const ORDER = ['write', 'held', 'mend', 'done'] as const satisfies readonly PracticeStep[];

/** The way through the practice, and where the person is on it: by sign, word and colour. */
export function Steps({
  step,
  example,
}: {
  readonly step: PracticeStep;
  readonly example: Pick<Example, 'kind'> | null;
}) {
  const t = usePracticeTexts();
  if (example?.kind === 'marked' || example === null) return <p>{t('noHold')}</p>;
  const at = ORDER.indexOf(step);
  const says = [t('stepWrite'), t('stepHeld'), t(example.kind === 'mendable' ? 'stepMend' : 'stepMendSelf')];
  return (
    <ol class="practice-steps" aria-label={t('steps')}>
      {says.map((text, number) => (
        <li key={text} aria-current={number === at ? 'step' : undefined}>
          {text} {number < at ? <span class="tag">✓ {t('stepDone')}</span> : null}
          {number === at ? <span class="tag">{t('stepNow')}</span> : null}
        </li>
      ))}
    </ol>
  );
}
