/** A member's own browsers, and taking the connection away from one. */

import { Refusal } from '../errors.ts';
import { inChange } from '../team/change.ts';
import { listDevices, revokeDevice } from '../team/devices.ts';
import { FORMS, readForm } from './forms.ts';
import { html } from './html.ts';
import { hidden } from './layout.ts';
import type { Site } from './pages.ts';

export function devicePages(site: Site): void {
  const { core } = site;
  site.get(
    '/devices',
    site.asMember(async ({ texts, session, show }) => {
      const { say, locale } = texts;
      const { team, member } = session;
      const devices = await core.db.readTeam(team, (tx) => listDevices(tx, team, member.id));
      const date = new Intl.DateTimeFormat(locale, {
        year: 'numeric',
        month: 'short',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        timeZone: 'UTC',
        timeZoneName: 'short',
      });
      const rows = devices.map(
        (device) => html`<tr>
<th scope="row">${device.name}</th>
<td>${date.format(device.created_at)}</td>
<td>${device.last_seen_at === null ? say('never') : date.format(device.last_seen_at)}</td>
<td><form method="post" action="/devices/revoke">${hidden('device', device.id)}<button class="danger">${say('disconnect', { name: device.name })}</button></form></td>
</tr>`,
      );
      const body =
        devices.length === 0
          ? html`<div class="card"><p>${say('no_devices')}</p></div>`
          : html`<div class="card scroll" role="region" tabindex="0" aria-label="${say('devices_title')}"><table>
<thead><tr><th scope="col">${say('device')}</th><th scope="col">${say('connected_at')}</th><th scope="col">${say('seen_at')}</th><th scope="col">${say('actions')}</th></tr></thead>
<tbody>${rows}</tbody></table></div>
<p class="hint">${say('disconnect_means')}</p>`;
      return show({ title: say('devices_title'), body, path: '/devices', wide: true });
    }),
  );
  site.post(
    '/devices/revoke',
    site.asMember(async ({ request, session, go }) => {
      const form = readForm(FORMS.device, request.body);
      if (!form.ok) throw new Refusal('invalid_input');
      const { team, member } = session;
      await core.db.inTeam(team, (tx) =>
        inChange(tx, team, core.now(), (change) => revokeDevice(tx, change, member.id, form.value.device)),
      );
      return go('/devices');
    }),
  );
}
