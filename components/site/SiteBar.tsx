import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { maySwitch } from '../../utils/managed/may-switch.ts';
import { switchableHost, switchedOnSites, switchOff, switchOn } from '../../utils/sync/sites.ts';
import { organisation } from '../team/organisation.ts';
import { type Page, SiteSwitch } from './SiteSwitch.tsx';

/** The page the popup was opened over, when it is one that can be switched on. */
async function pageBelow(): Promise<Page | null> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  const host = switchableHost(tab?.url);
  return host === null ? null : { host, isOn: (await switchedOnSites()).has(host) };
}

/** “Check on this site”: a page that Signoff knows nothing of is checked for as long as its user wants. */
export function SiteBar() {
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
    else if (!(await switchOn(now.host))) return;
    page.value = { ...now, isOn: !now.isOn };
  };
  return (
    <SiteSwitch
      page={now}
      isFree={maySwitch(organisation.managed.value.settings, now.host, !now.isOn)}
      onTurn={() => void turn()}
    />
  );
}
