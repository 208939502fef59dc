/** A member's sessions, browsers and second factor, as admins see and end them; and of whom a second factor is demanded. */
import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { inChange, inQuietChange } from '../team/change.ts';
import { listDevices, revokeDevice, revokeDevices } from '../team/devices.ts';
import {
  demandOf,
  demandsSecondFactor,
  factorsOf,
  hasFactor,
  resetFactors,
  type SecondFactorDemand,
  setDemand,
} from '../team/second-factor.ts';
import { listSessions, revokeSession, revokeSessions } from '../team/sessions.ts';
import type { StoreTextKey } from '../texts.ts';
import { deviceTable, sessionTable } from './access-tables.ts';
import { readForm, typed } from './forms.ts';
import { Html, html } from './html.ts';
import { hidden, notice } from './layout.ts';
import type { Site, Visit } from './pages.ts';
import type { Session } from './session.ts';

type Admin = Visit & { readonly session: Session };

const DEMANDS = ['nobody', 'deciders', 'all'] as const satisfies readonly SecondFactorDemand[];
const DEMAND_TEXT = {
  nobody: 'demand_nobody',
  deciders: 'demand_deciders',
  all: 'demand_all',
} as const satisfies Record<SecondFactorDemand, StoreTextKey>;

const FORMS = {
  session: z.strictObject({ member: z.uuid(), session: z.uuid() }),
  device: z.strictObject({ member: z.uuid(), device: z.uuid() }),
  member: z.strictObject({ member: z.uuid() }),
  demand: z.strictObject({ demand: z.enum(DEMANDS) }),
} as const;

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
      const form = readForm(FORMS.session, request.body);
      if (!form.ok) throw new Refusal('invalid_input');
      const { team, member: by } = session;
      const { member, session: ended } = form.value;
      await core.db.inTeam(team, (tx) =>
        inQuietChange(tx, team, core.now(), (change) => revokeSession(tx, change, by.id, member, ended)),
      );
      return go(pathOf(member));
    }),
  );

  site.post(
    '/members/access/device',
    site.asAdmin(async ({ request, session, go }) => {
      const form = readForm(FORMS.device, request.body);
      if (!form.ok) throw new Refusal('invalid_input');
      const { team, member: by } = session;
      const { member, device } = form.value;
      await core.db.inTeam(team, (tx) =>
        inChange(tx, team, core.now(), (change) => revokeDevice(tx, change, member, device, by.id)),
      );
      return go(pathOf(member));
    }),
  );

  site.post(
    '/members/access/everything',
    site.asAdmin(async ({ request, session, go }) => {
      const form = readForm(FORMS.member, request.body);
      if (!form.ok) throw new Refusal('invalid_input');
      const { team, member: by } = session;
      const { member } = form.value;
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
      const form = readForm(FORMS.member, request.body);
      if (!form.ok) throw new Refusal('invalid_input');
      const { team, member: by } = session;
      const { member } = form.value;
      // One's own goes with password and code, on the account page: a session left open must not be enough.
      if (member === by.id) return go('/account');
      await core.db.inTeam(team, (tx) =>
        inQuietChange(tx, team, core.now(), (change) => resetFactors(tx, change, by.id, member)),
      );
      return go(pathOf(member));
    }),
  );

  const showDemand = async (visit: Admin, problem?: StoreTextKey) => {
    const { texts, session } = visit;
    const { say } = texts;
    const demand = await core.db.readTeam(session.team, (tx) => demandOf(tx, session.team));
    const body = html`${problem !== undefined && notice(say(problem), true)}
<form method="post" action="/security" class="card">
<fieldset><legend>${say('demand_legend')}</legend>
${DEMANDS.map((one) => {
  const checked = one === demand ? new Html(' checked') : '';
  return html`<label><input type="radio" name="demand" value="${one}"${checked}> ${say(DEMAND_TEXT[one])}</label>`;
})}
</fieldset>
<p class="hint">${say('demand_means')}</p>
<button>${say('demand_button')}</button>
</form>`;
    return visit.show(
      { title: say('security_title'), body, path: '/security', error: problem !== undefined },
      problem === undefined ? 200 : 422,
    );
  };

  site.get(
    '/security',
    site.asAdmin((visit) => showDemand(visit)),
  );

  site.post(
    '/security',
    site.asAdmin(async (visit) => {
      const form = readForm(FORMS.demand, visit.request.body);
      if (!form.ok) throw new Refusal('invalid_input');
      const { team, member } = visit.session;
      const { demand } = form.value;
      const done = await core.db.inTeam(team, (tx) =>
        inQuietChange(tx, team, core.now(), async (change) => {
          // Whoever demands it has one: else the first whom it keeps out is the one who could take it back.
          const own = hasFactor(await factorsOf(tx, team, member.id));
          if (!own && demandsSecondFactor(demand, member.roles)) return false;
          await setDemand(tx, change, member.id, demand);
          return true;
        }),
      );
      return done ? visit.go('/security') : showDemand(visit, 'demand_own_first');
    }),
  );
}
