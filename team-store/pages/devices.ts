/** A member's own browsers, and taking the connection away from one. */

import { inChange } from '../team/change.ts';
import { listDevices, revokeDevice } from '../team/devices.ts';
import { deviceTable } from './access-tables.ts';
import { FORMS, pressed } from './forms.ts';
import type { Site } from './pages.ts';

export function devicePages(site: Site): void {
  const { core } = site;
  site.get(
    '/devices',
    site.asMember(async ({ texts, session, show }) => {
      const { team, member } = session;
      const devices = await core.db.readTeam(team, (tx) => listDevices(tx, team, member.id));
      const body = deviceTable(texts, devices, { action: '/devices/revoke' });
      return show({ title: texts.say('devices_title'), body, path: '/devices', wide: true });
    }),
  );
  site.post(
    '/devices/revoke',
    site.asMember(async ({ request, session, go }) => {
      const form = pressed(FORMS.device, request.body);
      const { team, member } = session;
      await core.db.inTeam(team, (tx) =>
        inChange(tx, team, core.now(), (change) => revokeDevice(tx, change, member.id, form.device)),
      );
      return go('/devices');
    }),
  );
}
