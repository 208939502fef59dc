import { Dialog } from '../ui/Dialog.tsx';
import { useReviewTexts } from './texts.ts';

export function HelpSheet({ onClose }: { readonly onClose: () => void }) {
  const t = useReviewTexts();
  const rows: readonly (readonly [readonly string[], string])[] = [
    [['j', '↓'], t('keyNext')],
    [['k', '↑'], t('keyPrevious')],
    [['Enter'], t('keyOpen')],
    [['a'], t('approve')],
    [['c'], t('requestChanges')],
    [['r'], t('reject')],
    [['e'], t('suggest')],
    [['m'], t('remark')],
    [['u'], t('undo')],
    [['Ctrl + Enter'], t('keySend')],
    [['Esc'], t('keyBack')],
    [['?'], t('keyHelp')],
  ];
  return (
    <Dialog title={t('keysTitle')} onClose={onClose}>
      <dl class="keys">
        {rows.map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p class="muted">{t('keysTyping')}</p>
    </Dialog>
  );
}
