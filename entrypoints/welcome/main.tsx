import { browser } from 'wxt/browser';
import { createJoining } from '../../components/team/join.ts';
import { WELCOME_TEXTS } from '../../components/team/texts.ts';
import { WelcomeScreen } from '../../components/team/WelcomeScreen.tsx';
import { startPage } from '../../components/ui/start-page.tsx';
import { send } from '../../utils/messaging.ts';
import { openLocal } from '../../utils/sync/live.ts';
import '../../components/ui/tokens.css';
import '../../components/ui/page.css';
import '../../components/ui/controls.css';
import '../../components/team/team.css';

const joining = createJoining({
  openStore: openLocal,
  openTab: (url) => browser.tabs.create({ url }),
  join: ({ store, verifier }, code) => send({ type: 'page/join', store, code, verifier }),
  storage: sessionStorage,
});

const openOptions = (section: string): void => {
  void browser.tabs.create({ url: `/options.html#${section}` });
};

startPage(
  <WelcomeScreen
    joining={joining}
    onRules={() => openOptions('rules')}
    onConnection={() => openOptions('connection')}
  />,
  WELCOME_TEXTS,
);
