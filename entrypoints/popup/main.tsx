import { browser } from 'wxt/browser';
import { DoctorBar } from '../../components/doctor/DoctorBar.tsx';
import { reviewPage } from '../../components/review/review-page.tsx';
import { POPUP_TEXTS } from '../../components/review/texts.ts';
import { SiteBar } from '../../components/site/SiteBar.tsx';
import { startPage } from '../../components/ui/start-page.tsx';
import { askDoctor } from '../../utils/doctor/ask.ts';
import { reportText } from '../../utils/doctor/report.ts';
import '../../components/ui/tokens.css';
import '../../components/ui/page.css';
import '../../components/ui/controls.css';
import '../../components/findings/findings.css';
import '../../components/review/review.css';
import '../../components/doctor/doctor.css';

// Only in its bubble has the popup a size of its own; opened in a tab it takes the tab's.
if (browser.extension.getViews({ type: 'popup' }).includes(window))
  document.documentElement.classList.add('in-bubble');

/** What only Firefox has, and the types of all browsers leave out. */
interface FirefoxBrowser {
  readonly sidebarAction: { open(): Promise<void> };
}

/** Only within the press that asks for it: both browsers open it for a person and for nobody else. */
function openSide(): void {
  const opened = import.meta.env.FIREFOX
    ? (browser as unknown as FirefoxBrowser).sidebarAction.open()
    : browser.tabs
        .query({ active: true, currentWindow: true })
        .then(([tab]) =>
          tab?.windowId === undefined ? undefined : browser.sidePanel.open({ windowId: tab.windowId }),
        );
  void opened.then(() => window.close(), reportError);
}

// Browsers on phones have no place beside the page.
const hasSide = import.meta.env.FIREFOX ? 'sidebarAction' in browser : 'sidePanel' in browser;
const onSide = hasSide ? openSide : null;

void startPage(
  <>
    {reviewPage({ onLeave: () => window.close(), onSide })}
    <SiteBar />
    <DoctorBar ask={async () => reportText(await askDoctor())} />
  </>,
  POPUP_TEXTS,
);
