/** What is paused, pausing and lifting: two presses to stop, one to see it. For admins. */
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { TeamPause } from '../../utils/api/entities.ts';
import { pauseScope } from '../../utils/api/entities.ts';
import type { PauseScope } from '../../utils/policy/pause.ts';
import { bySession, type Caller } from '../record/caller.ts';
import { liftPause, listPauses, placePause } from '../team/pauses.ts';
import type { Texts } from '../texts.ts';
import { exactWords } from './dates.ts';
import { FORMS, type Mistakes, pressed, readForm, typed } from './forms.ts';
import { Html, html } from './html.ts';
import { field, hidden, notice } from './layout.ts';
import type { MemberVisit, Site } from './pages.ts';
import type { Session } from './session.ts';

const HOUR_MS = 3_600_000;

/** What a pause stops, in words. */
export function scopeText({ say, platform }: Texts, scope: PauseScope): string {
  switch (scope.kind) {
    case 'team':
      return say('pause_scope_team');
    case 'platform':
      return say('pause_on_platform', { platform: platform(scope.platform) });
    case 'account':
      return say('pause_on_account', { platform: platform(scope.platform), account: scope.account });
    case 'topic':
      return say('pause_on_topic', { words: scope.words.join(', ') });
  }
}

/** Null when what was typed names no platform, account or words. */
function scopeOf({
  scope,
  platform,
  account,
  words,
}: Readonly<Record<'scope' | 'platform' | 'account' | 'words', string>>): z.infer<typeof pauseScope> | null {
  const name = platform.toLowerCase();
  const wanted = words
    .split(/[\n,]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const given: Readonly<Record<string, unknown>> = {
    team: { kind: 'team' },
    platform: { kind: 'platform', platform: name },
    account: { kind: 'account', platform: name, account },
    topic: { kind: 'topic', words: wanted },
  };
  return pauseScope.safeParse(given[scope]).data ?? null;
}

function pauseRow(texts: Texts, time: (at: number) => string, pause: TeamPause): Html {
  const { say } = texts;
  const what = scopeText(texts, pause.scope);
  return html`<tr><th scope="row">${what}<div class="sub">${pause.reason}</div></th>
<td>${say('pause_by', { name: pause.placedBy.name, at: time(pause.placedAt) })}</td>
<td>${pause.until === null ? say('pause_until_lifted') : time(pause.until)}</td>
<td><form method="post" action="/pauses/lift">${hidden('pause', pause.id)}<button class="quiet">${say('pause_lift', { what })}</button></form></td></tr>`;
}

export function pausePages(site: Site): void {
  const { core } = site;
  const callerOf = ({ team, member }: Session): Caller => bySession(core, team, member.id);

  const show = async ({ texts, session, request, show: render }: MemberVisit, mistakes: Mistakes = {}) => {
    const { say } = texts;
    const time = exactWords(texts);
    const pauses = await core.db.readTeam(session.team, (tx) => listPauses(tx, session.team, core.now()));
    const bad = Object.keys(mistakes).length > 0;
    const error = (name: string): string | undefined => {
      const mistake = mistakes[name];
      return mistake === undefined ? undefined : say(mistake);
    };
    const input = (
      name: string,
      label: Parameters<typeof say>[0],
      hint?: Parameters<typeof say>[0],
      optional = true,
    ): Html =>
      field({
        name,
        label: say(label),
        value: bad ? typed(request.body, name) : '',
        ...(hint === undefined ? {} : { hint: say(hint) }),
        error: error(name),
        autocomplete: 'off',
        maxLength: 2_000,
        optional,
      });
    const chosen = bad ? typed(request.body, 'scope') : 'team';
    const scopes = (
      [
        ['team', 'pause_scope_team'],
        ['platform', 'pause_scope_platform'],
        ['account', 'pause_scope_account'],
        ['topic', 'pause_scope_topic'],
      ] as const
    ).map(
      ([value, text]) =>
        html`<label><input type="radio" name="scope" value="${value}"${value === chosen ? new Html(' checked') : ''}> ${say(text)}</label>`,
    );
    const table = html`<table>
<thead><tr><th scope="col">${say('pause_what')}</th><th scope="col">${say('pause_who')}</th><th scope="col">${say('pause_until')}</th><th scope="col">${say('actions')}</th></tr></thead>
<tbody>${pauses.map((pause) => pauseRow(texts, time, pause))}</tbody></table>`;
    const body = html`<p>${say('pauses_intro')}</p>
${pauses.length > 0 && notice(say('pauses_some', { count: pauses.length }), true)}
<div class="card scroll" role="region" tabindex="0" aria-label="${say('pauses_table')}">
${pauses.length === 0 ? html`<p>${say('pauses_none')}</p>` : table}</div>
<details class="card"${bad ? new Html(' open') : ''}><summary>${say('pause_title')}</summary>
<form method="post" action="/pauses/place" novalidate>
<fieldset><legend>${say('pause_what')}</legend>${scopes}</fieldset>
${input('platform', 'pause_platform', 'pause_platform_means')}
${input('account', 'pause_account', 'pause_account_means')}
${input('words', 'pause_words', 'pause_words_means')}
${input('reason', 'pause_reason', 'pause_reason_means', false)}
${input('hours', 'pause_hours', 'pause_hours_means')}
<button class="danger">${say('pause_button')}</button></form></details>`;
    return render(
      { title: say('pauses_title'), body, path: '/pauses', wide: true, error: bad },
      bad ? 422 : 200,
    );
  };

  site.get(
    '/pauses',
    site.asAdmin((visit) => show(visit)),
  );
  site.post(
    '/pauses/place',
    site.asAdmin(async (visit) => {
      const form = readForm(FORMS.pause, visit.request.body);
      if (!form.ok) return show(visit, form.mistakes);
      const { reason, hours } = form.value;
      const scope = scopeOf(form.value);
      if (scope === null)
        return show(visit, { [form.value.scope === 'topic' ? 'words' : form.value.scope]: 'field_pause' });
      const until = hours === null ? null : core.now() + Math.round(hours * HOUR_MS);
      await placePause(core, callerOf(visit.session), { id: randomUUID(), scope, reason, until });
      return visit.go('/pauses');
    }),
  );
  site.post(
    '/pauses/lift',
    site.asAdmin(async ({ request, session, go }) => {
      const form = pressed(FORMS.liftPause, request.body);
      await liftPause(core, callerOf(session), { id: form.pause });
      return go('/pauses');
    }),
  );
}
