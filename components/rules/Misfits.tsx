import { withoutMisfits } from '../../utils/rules/upgrade.ts';
import { isSameData } from '../../utils/same.ts';
import { Button } from '../ui/Button.tsx';
import { Status } from '../ui/Status.tsx';
import { misfitText } from './change-text.ts';
import { useRulesTexts } from './texts.ts';
import type { Workbench } from './workbench.ts';

/** The team's changes that do not fit their rules (any more), and the way to take them out. */
export function Misfits({ bench }: { readonly bench: Workbench }) {
  const t = useRulesTexts();
  const misfits = bench.misfits.value;
  if (misfits.length === 0) return null;
  const isFatal = misfits.some((one) => one.isFatal);
  const rest = withoutMisfits(bench.overrides.value, misfits);
  const canDrop = !isSameData(rest, bench.overrides.value);
  return (
    <div role={isFatal ? 'alert' : 'status'}>
      <Status
        tone={isFatal ? 'block' : 'warn'}
        title={t('misfitsTitle', { count: misfits.length })}
        actions={
          canDrop ? (
            <Button size="s" onPress={() => bench.override(rest)}>
              {t('misfitsDrop')}
            </Button>
          ) : undefined
        }
      >
        <p>{t(isFatal ? 'misfitsFatal' : 'misfitsHarmless')}</p>
        <ul class="changes">
          {misfits.map((misfit) => {
            const text = misfitText(t, misfit);
            return <li key={text}>{text}</li>;
          })}
        </ul>
      </Status>
    </div>
  );
}
