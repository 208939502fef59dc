import { browser } from 'wxt/browser';
import { browserSites } from '../../components/site/browser-sites.ts';
import { createJoining } from '../../components/team/join.ts';
import { organisation } from '../../components/team/organisation.ts';
import { WELCOME_TEXTS } from '../../components/team/texts.ts';
import { lazy } from '../../components/ui/lazy.tsx';
import { startPage } from '../../components/ui/start-page.tsx';
import { WelcomeScreen } from '../../components/welcome/WelcomeScreen.tsx';
import { send } from '../../utils/messaging.ts';
import { openLocal } from '../../utils/sync/live.ts';
import '../../components/ui/tokens.css';
import '../../components/ui/page.css';
import '../../components/ui/controls.css';
import '../../components/findings/findings.css';
import '../../components/site/sites.css';
import '../../components/team/team.css';

const joining = createJoining({
  openStore: openLocal,
  openTab: (url) => browser.tabs.create({ url }),
  async look(store) {
    await import('../../utils/sync/no-eval.ts');
    return (await import('../../utils/sync/client.ts')).findStore(store);
  },
  isOnline: () => navigator.onLine,
  join: ({ store, verifier }, code) => send({ type: 'page/join', store, code, verifier }),
  storage: sessionStorage,
});

const openOptions = (section: string): void => {
  void browser.tabs.create({ url: `/options.html#${section}` });
};

void startPage(
  <WelcomeScreen
    joining={joining}
    organisation={organisation}
    sites={browserSites()}
    Practice={lazy(async () => (await import('../../components/practice/start-practice.tsx')).PracticeHere)}
    onRules={() => openOptions('rules')}
    onConnection={() => openOptions('connection')}
  />,
  WELCOME_TEXTS,
);
