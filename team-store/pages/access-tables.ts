/** Sessions and connected browsers as tables, each with its button: on a member's own page and on the admins'. */
import type { SecondFactor } from '../database/tables.ts';
import type { SessionFacts } from '../team/sessions.ts';
import type { StoreTextKey, Texts } from '../texts.ts';
import { timeWords } from './dates.ts';
import { type Html, html } from './html.ts';
import { hidden } from './layout.ts';

const SECOND_TEXT = {
  totp: 'second_totp',
  recovery: 'second_recovery',
  passkey: 'second_passkey',
  provider: 'second_provider',
} as const satisfies Record<SecondFactor, StoreTextKey>;

interface TableOptions {
  /** Where the buttons' forms go. */
  readonly action: string;
  /** Whose they are, on the admins' page. */
  readonly member?: string;
}

function whose(member: string | undefined): Html | null {
  return member === undefined ? null : hidden('member', member);
}

export function sessionTable(
  texts: Texts,
  sessions: readonly SessionFacts[],
  { action, member, current }: TableOptions & { readonly current?: string },
): Html {
  const { say } = texts;
  const time = timeWords(texts);
  if (sessions.length === 0) return html`<div class="card"><p>${say('sessions_none')}</p></div>`;
  const rows = sessions.map(({ id, browser, second, created_at, last_used_at }) => {
    const name = browser === '' ? say('browser_unknown') : browser;
    return html`<tr>
<th scope="row">${name}<div class="sub">${say(second === null ? 'second_none' : SECOND_TEXT[second])}</div></th>
<td>${time(created_at)}</td>
<td>${time(last_used_at)}</td>
<td>${
      id === current
        ? say('session_this')
        : html`<form method="post" action="${action}">${whose(member)}${hidden('session', id)}<button class="danger" aria-label="${say('session_end_of', { name, at: time(created_at) })}">${say('session_end')}</button></form>`
    }</td>
</tr>`;
  });
  return html`<div class="card scroll" role="region" tabindex="0" aria-label="${say('sessions_title')}"><table>
<thead><tr><th scope="col">${say('session')}</th><th scope="col">${say('session_since')}</th><th scope="col">${say('seen_at')}</th><th scope="col">${say('actions')}</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

interface DeviceFacts {
  readonly id: string;
  readonly name: string;
  readonly created_at: number;
  readonly last_seen_at: number | null;
}

export function deviceTable(
  texts: Texts,
  devices: readonly DeviceFacts[],
  { action, member }: TableOptions,
): Html {
  const { say } = texts;
  const time = timeWords(texts);
  if (devices.length === 0) return html`<div class="card"><p>${say('no_devices')}</p></div>`;
  const rows = devices.map(
    ({ id, name, created_at, last_seen_at }) => html`<tr>
<th scope="row">${name}</th>
<td>${time(created_at)}</td>
<td>${time(last_seen_at)}</td>
<td><form method="post" action="${action}">${whose(member)}${hidden('device', id)}<button class="danger">${say('disconnect', { name })}</button></form></td>
</tr>`,
  );
  return html`<div class="card scroll" role="region" tabindex="0" aria-label="${say('devices_title')}"><table>
<thead><tr><th scope="col">${say('device')}</th><th scope="col">${say('connected_at')}</th><th scope="col">${say('seen_at')}</th><th scope="col">${say('actions')}</th></tr></thead>
<tbody>${rows}</tbody></table></div>
<p class="hint">${say('disconnect_means')}</p>`;
}
