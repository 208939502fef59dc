import { browser } from 'wxt/browser';
import en from '../../assets/locales/en/options.json';
import nb from '../../assets/locales/nb/options.json';
import { REASONS_KEY } from '../../components/review/unsent-reasons.ts';
import { createTeamDesk } from '../../components/team/desk.ts';
import { OptionsScreen } from '../../components/team/OptionsScreen.tsx';
import { startPage } from '../../components/ui/start-page.tsx';
import { send } from '../../utils/messaging.ts';
import { openLocal } from '../../utils/sync/live.ts';
import '../../components/ui/tokens.css';
import '../../components/ui/page.css';
import '../../components/ui/controls.css';
import '../../components/findings/findings.css';
import '../../components/team/team.css';
import '../../components/rules/rules.css';

const desk = createTeamDesk(openLocal, async () => {
  const reply = await send({ type: 'page/leave' });
  // Nothing of the team stays on this device, half-written reasons included.
  if (reply.ok) localStorage.removeItem(REASONS_KEY);
  return reply;
});

startPage(<OptionsScreen desk={desk} onJoin={() => void browser.tabs.create({ url: '/welcome.html' })} />, {
  en: en.title,
  nb: nb.title,
});
