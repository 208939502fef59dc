/** A member's sessions, browsers and second factor, as admins see and end them. */
import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { inChange, inQuietChange } from '../team/change.ts';
import { listDevices, revokeDevice, revokeDevices } from '../team/devices.ts';
import { factorsOf, hasFactor, resetFactors } from '../team/second-factor.ts';
import { listSessions, revokeSession, revokeSessions } from '../team/sessions.ts';
import { deviceTable, sessionTable } from './access-tables.ts';
import { FORMS, pressed, typed } from './forms.ts';
import { html } from './html.ts';
import { hidden } from './layout.ts';
import type { Site } from './pages.ts';

const pathOf = (member: string): string => `/members/access?member=${encodeURIComponent(member)}`;

export function accessPages(site: Site): void {
  const { core } = site;

  site.get(
    '/members/access',
    site.asAdmin(async ({ request, texts, session, show }) => {
      const { say } = texts;
      const { team } = session;
      const wanted = z.uuid().safeParse(typed(request.query, 'member')).data;
      if (wanted === undefined) throw new Refusal('not_found');
      const seen = await core.db.readTeam(team, async (tx) => {
        const member = await tx
          .selectFrom('members')
          .select(['id', 'name', 'email'])
          .where('team', '=', team)
          .where('id', '=', wanted)
          .executeTakeFirst();
        if (member === undefined) throw new Refusal('not_found');
        return {
          member,
          factors: await factorsOf(tx, team, wanted),
          sessions: await listSessions(tx, team, wanted, core.now()),
          devices: await listDevices(tx, team, wanted),
        };
      });
      const { member, factors } = seen;
      const { name } = member;
      const body = html`<p>${member.email}</p>
<section class="card" aria-labelledby="factor-title">
<h2 id="factor-title">${say('factor_title')}</h2>
<p>${say('factors_of', { totp: say(factors.totp ? 'totp_on' : 'totp_off'), passkeys: factors.passkeys, codes: factors.recovery })}</p>
${
  hasFactor(factors) &&
  html`<form method="post" action="/members/access/factor">${hidden('member', member.id)}
<p class="hint">${say('factor_reset_means')}</p>
<button class="danger">${say('factor_reset', { name })}</button></form>`
}
</section>
<h2>${say('sessions_title')}</h2>
${sessionTable(texts, seen.sessions, { action: '/members/access/session', member: member.id, ...(member.id === session.member.id ? { current: session.id } : {}) })}
<h2>${say('connected_title')}</h2>
${deviceTable(texts, seen.devices, { action: '/members/access/device', member: member.id })}
<form method="post" action="/members/access/everything" class="card">${hidden('member', member.id)}
<p>${say('everything_means')}</p>
<button class="danger">${say('everything_button', { name })}</button>
</form>
<p><a href="/members">${say('back_to_members')}</a></p>`;
      return show({ title: say('access_title', { name }), body, path: '/members', wide: true });
    }),
  );

  site.post(
    '/members/access/session',
    site.asAdmin(async ({ request, session, go }) => {
      const { member, session: ended } = pressed(FORMS.memberSession, request.body);
      const { team, member: by } = session;
      await core.db.inTeam(team, (tx) =>
        inQuietChange(tx, team, core.now(), (change) => revokeSession(tx, change, by.id, member, ended)),
      );
      return go(pathOf(member));
    }),
  );

  site.post(
    '/members/access/device',
    site.asAdmin(async ({ request, session, go }) => {
      const { member, device } = pressed(FORMS.memberDevice, request.body);
      const { team, member: by } = session;
      await core.db.inTeam(team, (tx) =>
        inChange(tx, team, core.now(), (change) => revokeDevice(tx, change, member, device, by.id)),
      );
      return go(pathOf(member));
    }),
  );

  site.post(
    '/members/access/everything',
    site.asAdmin(async ({ request, session, go }) => {
      const { member } = pressed(FORMS.member, request.body);
      const { team, member: by } = session;
      await core.db.inTeam(team, (tx) =>
        inChange(tx, team, core.now(), async (change) => {
          await revokeSessions(tx, change, by.id, member, member === by.id ? session.id : null);
          await revokeDevices(tx, change, by.id, member);
        }),
      );
      return go(pathOf(member));
    }),
  );

  site.post(
    '/members/access/factor',
    site.asAdmin(async ({ request, session, go }) => {
      const { member } = pressed(FORMS.member, request.body);
      const { team, member: by } = session;
      // One's own goes with password and code, on the account page: a session left open must not be enough.
      if (member === by.id) return go('/account');
      await core.db.inTeam(team, (tx) =>
        inQuietChange(tx, team, core.now(), (change) => resetFactors(tx, change, by.id, member)),
      );
      return go(pathOf(member));
    }),
  );
}
