/** Where the team's events go, and those that did not arrive. For admins. */

import type { RefusalCode } from '../../utils/api/codes.ts';
import { Refusal } from '../errors.ts';
import { listMessages, type OutboxMessage, retryMessages } from '../outbox/messages.ts';
import {
  addWebhook,
  changeSecret,
  listWebhooks,
  removeWebhook,
  type WebhookFacts,
} from '../outbox/webhooks.ts';
import { bySession, type Caller } from '../record/caller.ts';
import type { StoreTextKey, Texts } from '../texts.ts';
import { exactWords } from './dates.ts';
import { FORMS, type Mistakes, pressed, readForm, typed } from './forms.ts';
import { type Html, html } from './html.ts';
import { field, hidden, notice } from './layout.ts';
import type { MemberVisit, Site } from './pages.ts';
import type { Session } from './session.ts';

const SHOWN = 100;

const PROBLEM_TEXT: Readonly<Record<string, StoreTextKey>> = {
  not_public: 'problem_not_public',
  unreachable: 'problem_unreachable',
  timeout: 'problem_timeout',
  certificate: 'problem_certificate',
  redirect: 'problem_redirect',
  removed: 'problem_removed',
};

interface Outcome {
  readonly secret?: string;
  readonly mistakes?: Mistakes;
  readonly problem?: StoreTextKey;
}

function webhookRow({ say }: Texts, { id, url, kinds, waiting, dead }: WebhookFacts): Html {
  return html`<tr><th scope="row">${url}<div class="sub">${kinds === null ? say('webhook_all_kinds') : kinds.join(' ')}</div></th>
<td>${waiting}</td><td>${dead}</td>
<td><details><summary>${say('webhook_change', { url })}</summary>
<form method="post" action="/webhooks/secret">${hidden('webhook', id)}<button class="quiet">${say('webhook_secret_button')}</button></form>
<p class="hint">${say('webhook_secret_when')}</p>
<form method="post" action="/webhooks/remove">${hidden('webhook', id)}<button class="danger">${say('webhook_remove', { url })}</button></form>
</details></td></tr>`;
}

function webhooksCard(texts: Texts, hooks: readonly WebhookFacts[]): Html {
  const { say } = texts;
  if (hooks.length === 0) return html`<div class="card"><p>${say('webhooks_none')}</p></div>`;
  return html`<div class="card scroll" role="region" tabindex="0" aria-label="${say('webhooks_table')}"><table>
<thead><tr><th scope="col">${say('webhook_url')}</th><th scope="col">${say('webhook_waiting')}</th><th scope="col">${say('webhook_dead')}</th><th scope="col">${say('actions')}</th></tr></thead>
<tbody>${hooks.map((one) => webhookRow(texts, one))}</tbody></table></div>`;
}

function problemText({ say }: Texts, { problem, status }: OutboxMessage): string {
  const key = problem === null ? undefined : PROBLEM_TEXT[problem];
  return key === undefined ? say('problem_answer', { status: status ?? 0 }) : say(key);
}

function deadCard(texts: Texts, dead: readonly OutboxMessage[]): Html {
  const { say } = texts;
  const time = exactWords(texts);
  const row = (
    one: OutboxMessage,
  ): Html => html`<tr><th scope="row">${one.kind}<div class="sub">${one.id}</div></th>
<td>${time(one.createdAt)}</td><td>${problemText(texts, one)}</td>
<td>${
    one.problem !== 'removed' &&
    html`<form method="post" action="/webhooks/retry">${hidden('message', one.id)}<button class="quiet">${say('dead_retry')}</button></form>`
  }</td></tr>`;
  const table = html`<table>
<thead><tr><th scope="col">${say('dead_kind')}</th><th scope="col">${say('dead_at')}</th><th scope="col">${say('dead_problem')}</th><th scope="col">${say('actions')}</th></tr></thead>
<tbody>${dead.map(row)}</tbody></table>
<form method="post" action="/webhooks/retry"><button class="quiet">${say('dead_retry_all')}</button></form>`;
  return html`<div class="card scroll" role="region" tabindex="0" aria-label="${say('dead_table')}">
<h2>${say('dead_title')}</h2><p class="hint">${say('dead_intro')}</p>
${dead.length === 0 ? html`<p>${say('dead_none')}</p>` : table}</div>`;
}

export function webhookPages(site: Site): void {
  const { core } = site;
  const callerOf = ({ team, member }: Session): Caller => bySession(core, team, member.id);

  const show = async (
    { texts, session, request, show: render }: MemberVisit,
    { secret, mistakes = {}, problem }: Outcome = {},
  ) => {
    const { say } = texts;
    const { team } = session;
    const state = await core.db.readTeam(team, async (tx) => ({
      hooks: await listWebhooks(tx, team),
      dead: await listMessages(tx, team, 'dead', SHOWN),
    }));
    const bad = problem !== undefined || Object.keys(mistakes).length > 0;
    const wrong = problem ?? mistakes.url ?? mistakes.kinds;
    const body = html`<p>${say('webhooks_intro')}</p>
${wrong !== undefined && notice(say(wrong), true)}
${
  secret !== undefined &&
  html`<div class="card"><h2>${say('webhook_secret_title')}</h2><p class="link">${secret}</p>
<p class="hint">${say('webhook_secret_means')}</p></div>`
}
${webhooksCard(texts, state.hooks)}
<form method="post" action="/webhooks/add" class="card" novalidate><h2>${say('webhook_add_title')}</h2>
${field({ name: 'url', label: say('webhook_url'), value: bad ? typed(request.body, 'url') : '', hint: say('webhook_url_means'), autocomplete: 'off', maxLength: 2_000 })}
${field({ name: 'kinds', label: say('webhook_kinds'), value: bad ? typed(request.body, 'kinds') : '', hint: say('webhook_kinds_means'), autocomplete: 'off', maxLength: 2_000, optional: true })}
<button>${say('webhook_add_button')}</button></form>
${deadCard(texts, state.dead)}`;
    return render(
      { title: say('webhooks_title'), body, path: '/webhooks', wide: true, error: bad },
      bad ? 422 : 200,
    );
  };

  site.get(
    '/webhooks',
    site.asAdmin((visit) => show(visit)),
  );
  site.post(
    '/webhooks/add',
    site.asAdmin(async (visit) => {
      const form = readForm(FORMS.webhook, visit.request.body);
      if (!form.ok) return show(visit, { mistakes: form.mistakes });
      try {
        const { secret } = await addWebhook(core, callerOf(visit.session), form.value);
        return show(visit, { secret });
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== ('invalid_input' satisfies RefusalCode))
          throw error;
        return show(visit, { problem: error.text ?? 'field_webhook' });
      }
    }),
  );
  site.post(
    '/webhooks/secret',
    site.asAdmin(async (visit) => {
      const form = pressed(FORMS.webhookId, visit.request.body);
      return show(visit, await changeSecret(core, callerOf(visit.session), form.webhook));
    }),
  );
  site.post(
    '/webhooks/remove',
    site.asAdmin(async ({ request, session, go }) => {
      const form = pressed(FORMS.webhookId, request.body);
      await removeWebhook(core, callerOf(session), form.webhook);
      return go('/webhooks');
    }),
  );
  site.post(
    '/webhooks/retry',
    site.asAdmin(async ({ request, session, go }) => {
      const { message } = pressed(FORMS.retry, request.body);
      await retryMessages(core, callerOf(session), message === undefined ? null : [message]);
      return go('/webhooks');
    }),
  );
}
