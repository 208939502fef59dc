/** Connecting a browser: the member sees which team it will act for, and gets the one-time code. */
import { challengeSchema } from '../../utils/api/routes.ts';
import { Refusal } from '../errors.ts';
import { CODE_MINUTES, createCode } from '../team/join.ts';
import { typed } from './forms.ts';
import { html } from './html.ts';
import { hidden } from './layout.ts';
import type { Site } from './pages.ts';

function readChallenge(input: unknown): string {
  const parsed = challengeSchema.safeParse(typed(input, 'challenge'));
  if (!parsed.success) throw new Refusal('invalid_input', { text: 'join_link_broken' });
  return parsed.data;
}

export function joinPages(site: Site): void {
  const { core } = site;
  site.get(
    '/join',
    site.asMember(async ({ request, texts, session, show }) => {
      const { say } = texts;
      const challenge = readChallenge(request.query);
      const { teamName, member } = session;
      const body = html`<form method="post" action="/join" class="card">
<p>${say('join_intro', { team: teamName, name: member.name, email: member.email })}</p>
<p>${say('join_means')}</p>
${hidden('challenge', challenge)}
<button>${say('join_button')}</button>
<p class="hint">${say('join_not_asked')}</p>
</form>`;
      return show({ title: say('join_title'), body });
    }),
  );
  site.post(
    '/join',
    site.asMember(async ({ request, texts, session, show }) => {
      const { say } = texts;
      const challenge = readChallenge(request.body);
      const { team, member } = session;
      const code = await core.db.inTeam(team, (tx) => createCode(core, tx, team, member.id, challenge));
      const body = html`<div class="card">
<p id="code-label">${say('code_intro')}</p>
<p class="code" aria-labelledby="code-label" role="group">${code}</p>
<p>${say('code_means', { minutes: CODE_MINUTES })}</p>
</div>`;
      return show({ title: say('code_title'), body });
    }),
  );
}
