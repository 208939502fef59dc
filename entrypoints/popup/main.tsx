import { browser } from 'wxt/browser';
import en from '../../assets/locales/en/popup.json';
import nb from '../../assets/locales/nb/popup.json';
import { DoctorBar } from '../../components/doctor/DoctorBar.tsx';
import { createDesk } from '../../components/review/desk.ts';
import { ReviewScreen } from '../../components/review/ReviewScreen.tsx';
import { createUnsentReasons } from '../../components/review/unsent-reasons.ts';
import { SiteBar } from '../../components/site/SiteBar.tsx';
import { startPage } from '../../components/ui/start-page.tsx';
import { askDoctor } from '../../utils/doctor/ask.ts';
import { reportText } from '../../utils/doctor/report.ts';
import { openLocal } from '../../utils/sync/live.ts';
import '../../components/ui/tokens.css';
import '../../components/ui/page.css';
import '../../components/ui/controls.css';
import '../../components/findings/findings.css';
import '../../components/review/review.css';
import '../../components/doctor/doctor.css';

// Only in its bubble has the popup a size of its own; opened in a tab it takes the tab's.
if (browser.extension.getViews({ type: 'popup' }).includes(window))
  document.documentElement.classList.add('in-bubble');

const desk = createDesk(openLocal, createUnsentReasons(localStorage));

startPage(
  <>
    <ReviewScreen
      desk={desk}
      links={{
        onJoin: () => {
          void browser.tabs.create({ url: '/welcome.html' }).then(() => window.close());
        },
        onOptions: () => {
          void browser.runtime.openOptionsPage().then(() => window.close());
        },
      }}
    />
    <SiteBar />
    <DoctorBar ask={async () => reportText(await askDoctor())} />
  </>,
  { en: en.title, nb: nb.title },
);
