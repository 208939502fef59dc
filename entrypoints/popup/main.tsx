import { browser } from 'wxt/browser';
import en from '../../assets/locales/en/popup.json';
import nb from '../../assets/locales/nb/popup.json';
import { createDesk } from '../../components/review/desk.ts';
import { ReviewScreen } from '../../components/review/ReviewScreen.tsx';
import { createUnsentReasons } from '../../components/review/unsent-reasons.ts';
import { startPage } from '../../components/ui/start-page.tsx';
import { openLocal } from '../../utils/sync/live.ts';
import '../../components/ui/tokens.css';
import '../../components/ui/page.css';
import '../../components/ui/controls.css';
import '../../components/findings/findings.css';
import '../../components/review/review.css';

// Only in its bubble has the popup a size of its own; opened in a tab it takes the tab's.
if (browser.extension.getViews({ type: 'popup' }).includes(window))
  document.documentElement.classList.add('in-bubble');

const desk = createDesk(openLocal, createUnsentReasons(localStorage));

startPage(
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
  />,
  { en: en.title, nb: nb.title },
);
