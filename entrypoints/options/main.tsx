import { browser } from 'wxt/browser';
import { REASONS_KEY } from '../../components/review/unsent-reasons.ts';
import { createTeamDesk } from '../../components/team/desk.ts';
import { OptionsScreen } from '../../components/team/OptionsScreen.tsx';
import { OPTIONS_TEXTS } from '../../components/team/texts.ts';
import { startPage } from '../../components/ui/start-page.tsx';
import { send } from '../../utils/messaging.ts';
import { openLocal } from '../../utils/sync/live.ts';
import '../../components/ui/tokens.css';
import '../../components/ui/page.css';
import '../../components/ui/controls.css';
import '../../components/findings/findings.css';
import '../../components/notices/notices.css';
import '../../components/site/sites.css';
import '../../components/team/team.css';
import '../../components/rules/rules.css';

const desk = createTeamDesk(openLocal, async () => {
  const reply = await send({ type: 'page/leave' });
  // Nothing of the team stays on this device, half-written reasons included.
  if (reply.ok) localStorage.removeItem(REASONS_KEY);
  return reply;
});

void startPage(
  <OptionsScreen desk={desk} onJoin={() => void browser.tabs.create({ url: '/welcome.html' })} />,
  OPTIONS_TEXTS,
);
