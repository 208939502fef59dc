import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { switchableHost, switchedOnSites, switchOff, switchOn } from '../../utils/sync/sites.ts';
import { useReviewTexts } from '../review/texts.ts';
import { organisation } from '../team/organisation.ts';
import { Button } from '../ui/Button.tsx';

interface Page {
  readonly host: string;
  readonly tab: number;
  readonly isOn: boolean;
}

/** The page the popup was opened over, when it is one that can be switched on. */
async function pageBelow(): Promise<Page | null> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  const host = switchableHost(tab?.url);
  if (host === null || tab?.id === undefined) return null;
  return { host, tab: tab.id, isOn: (await switchedOnSites()).has(host) };
}

/** “Check on this site”: a page that Signoff knows nothing of is checked for as long as its user wants. */
export function SiteBar() {
  const t = useReviewTexts();
  const page = useSignal<Page | null>(null);
  useEffect(() => {
    void pageBelow().then((found) => {
      page.value = found;
    });
  }, [page]);
  useEffect(() => organisation.start(), []);
  const now = page.value;
  if (now === null) return null;
  const turn = async (): Promise<void> => {
    if (now.isOn) await switchOff(now.host);
    else if (!(await switchOn(now.host, now.tab))) return;
    page.value = { ...now, isOn: !now.isOn };
  };
  return (
    <section class="site-bar" aria-label={now.host}>
      <p>
        <strong>{now.host}</strong> <span class="muted">{t(now.isOn ? 'siteOn' : 'siteOff')}</span>
      </p>
      {organisation.managed.value.settings.lockSites === true ? (
        <span class="tag">{t('siteManaged')}</span>
      ) : (
        <Button size="s" onPress={() => void turn()}>
          {t(now.isOn ? 'siteTurnOff' : 'siteTurnOn')}
        </Button>
      )}
    </section>
  );
}
