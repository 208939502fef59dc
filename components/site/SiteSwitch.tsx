import { useReviewTexts } from '../review/texts.ts';
import { Button } from '../ui/Button.tsx';

/** A page of the web, and whether posts are checked on its site. */
export interface Page {
  readonly host: string;
  readonly isOn: boolean;
}

/** Whether the site is checked, and the press that changes it. */
export function SiteSwitch({
  page: { host, isOn },
  isFree,
  onTurn,
}: {
  readonly page: Page;
  /** False where the user's organisation has decided. */
  readonly isFree: boolean;
  readonly onTurn: () => void;
}) {
  const t = useReviewTexts();
  return (
    <section class="site-bar" aria-label={host}>
      <p>
        <strong>{host}</strong> <span class="muted">{t(isOn ? 'siteOn' : 'siteOff')}</span>
      </p>
      {isFree ? (
        <Button size="s" onPress={onTurn}>
          {t(isOn ? 'siteTurnOff' : 'siteTurnOn')}
        </Button>
      ) : (
        <span class="tag">{t('siteManaged')}</span>
      )}
    </section>
  );
}
