/** A member's own account: second factor, sessions, connected browsers. */
import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { byMember } from '../http/limits.ts';
import { spend } from '../team/attempts.ts';
import { inChange, inQuietChange } from '../team/change.ts';
import { takeCode } from '../team/codes.ts';
import { listDevices, revokeDevice, revokeDevices } from '../team/devices.ts';
import { addPasskey, listPasskeys, passkeyCreation, removePasskey } from '../team/passkeys.ts';
import { isPasswordOf, recordFailure } from '../team/password-sign-in.ts';
import { dropRecoveryCodes, makeRecoveryCodes } from '../team/recovery-codes.ts';
import { demandOf, demandsSecondFactor, factorsOf, hasFactor } from '../team/second-factor.ts';
import { listSessions, markSecond, revokeSession, revokeSessions } from '../team/sessions.ts';
import { removeTotp } from '../team/totp.ts';
import type { StoreTextKey, Texts } from '../texts.ts';
import { deviceTable, sessionTable } from './access-tables.ts';
import { timeWords } from './dates.ts';
import { FORMS, pressed, typed } from './forms.ts';
import { html } from './html.ts';
import { field, hidden, notice } from './layout.ts';
import type { MemberVisit, Site } from './pages.ts';
import { passkeyForm, passkeySite } from './passkey-form.ts';
import { answerOf, showRecoveryCodes } from './second-factor.ts';
import type { Session } from './session.ts';

const ACTS = ['codes', 'remove-totp', 'remove-passkey'] as const;
type Act = (typeof ACTS)[number];

const ACT_TEXT = {
  codes: 'recovery_new',
  'remove-totp': 'totp_remove',
  'remove-passkey': 'passkey_remove',
} as const satisfies Record<Act, StoreTextKey>;

const ACT_FORM = z.strictObject({
  act: z.enum(ACTS),
  passkey: z.string().max(1_400).default(''),
  password: z.string().max(200).default(''),
  code: z.string().max(40).default(''),
});

/** What a challenge for a new passkey is bound to: this very session. */
const purposeOf = ({ hash }: Session): string => `session ${hash.toString('hex')}`;

const whoOf = ({ team, member }: Session) => ({ team, member: member.id });

function actLink(texts: Texts, act: Act, passkey = '') {
  return html`<a href="/account/factor?act=${act}&passkey=${encodeURIComponent(passkey)}">${texts.say(ACT_TEXT[act])}</a>`;
}

export function accountPages(site: Site): void {
  const { core, limits, publicUrl } = site;

  const show = async (visit: MemberVisit, problem?: StoreTextKey) => {
    const { texts, session } = visit;
    const { say } = texts;
    const who = whoOf(session);
    const seen = await core.db.readTeam(who.team, async (tx) => ({
      factors: await factorsOf(tx, who.team, who.member),
      passkeys: await listPasskeys(tx, who),
      sessions: await listSessions(tx, who.team, who.member, core.now()),
      devices: await listDevices(tx, who.team, who.member),
      demand: await demandOf(tx, who.team),
    }));
    const { factors, passkeys } = seen;
    const time = timeWords(texts);
    const body = html`${problem !== undefined && notice(say(problem), true)}
<section class="card" aria-labelledby="factor-title">
<h2 id="factor-title">${say('factor_title')}</h2>
<p>${say(demandsSecondFactor(seen.demand, session.member.roles) ? 'factor_is_demanded' : 'factor_is_free')}</p>
<h3>${say('totp_name')}</h3>
<p>${say(factors.totp ? 'totp_on' : 'totp_off')}
${factors.totp ? actLink(texts, 'remove-totp') : html`<a href="/second-factor/set-up?next=%2Faccount">${say('totp_set_up')}</a>`}</p>
<h3>${say('passkeys_name')}</h3>
${
  passkeys.length === 0
    ? html`<p>${say('passkeys_none')}</p>`
    : html`<ul>${passkeys.map(
        ({ id, name, created_at, last_used_at }) =>
          html`<li>${name} · ${say('added_at', { at: time(created_at) })} · ${say('used_at', { at: time(last_used_at) })} ${actLink(texts, 'remove-passkey', id)}</li>`,
      )}</ul>`
}
<p><a href="/account/passkeys">${say('passkey_add')}</a></p>
${
  hasFactor(factors) &&
  html`<h3>${say('recovery_title')}</h3>
<p>${say('recovery_left', { count: factors.recovery })} ${actLink(texts, 'codes')}</p>`
}
</section>
<h2>${say('sessions_title')}</h2>
${sessionTable(texts, seen.sessions, { current: session.id, action: '/account/session' })}
<h2>${say('devices_title')}</h2>
${deviceTable(texts, seen.devices, { action: '/account/device' })}
<form method="post" action="/account/elsewhere" class="card">
<h2>${say('elsewhere_title')}</h2>
<p>${say('elsewhere_means')}</p>
<p><label><input type="checkbox" name="browsers"> ${say('elsewhere_browsers')}</label></p>
<button class="danger">${say('elsewhere_button')}</button>
</form>`;
    return visit.show(
      { title: say('account_title'), body, path: '/account', wide: true, error: problem !== undefined },
      problem === undefined ? 200 : 422,
    );
  };

  site.get(
    '/account',
    site.asMember((visit) => show(visit)),
  );

  site.post(
    '/account/session',
    site.asMember(async ({ request, session, go }) => {
      const form = pressed(FORMS.session, request.body);
      const { team, member } = whoOf(session);
      await core.db.inTeam(team, (tx) =>
        inQuietChange(tx, team, core.now(), (change) =>
          revokeSession(tx, change, member, member, form.session),
        ),
      );
      return go('/account');
    }),
  );

  site.post(
    '/account/device',
    site.asMember(async ({ request, session, go }) => {
      const form = pressed(FORMS.device, request.body);
      const { team, member } = whoOf(session);
      await core.db.inTeam(team, (tx) =>
        inChange(tx, team, core.now(), (change) => revokeDevice(tx, change, member, form.device)),
      );
      return go('/account');
    }),
  );

  site.post(
    '/account/elsewhere',
    site.asMember(async ({ request, session, go }) => {
      const form = pressed(FORMS.elsewhere, request.body);
      const { team, member } = whoOf(session);
      await core.db.inTeam(team, (tx) =>
        inChange(tx, team, core.now(), async (change) => {
          await revokeSessions(tx, change, member, member, session.id);
          if (form.browsers) await revokeDevices(tx, change, member, member);
        }),
      );
      return go('/account');
    }),
  );

  const showAct = (visit: MemberVisit, act: Act, passkey: string, problem?: StoreTextKey) => {
    const { say } = visit.texts;
    const body = html`${problem !== undefined && notice(say(problem), true)}
<form method="post" action="/account/factor" class="card" novalidate>
<p>${say('factor_confirm')}</p>
${hidden('act', act)}${hidden('passkey', passkey)}
${field({ name: 'password', label: say('password'), type: 'password', autocomplete: 'current-password', maxLength: 200 })}
${field({ name: 'code', label: say('code_label'), hint: say('code_hint'), autocomplete: 'one-time-code', maxLength: 40 })}
<button class="danger">${say(ACT_TEXT[act])}</button>
</form>
<p><a href="/account">${say('back_to_account')}</a></p>`;
    return visit.show(
      { title: say(ACT_TEXT[act]), body, error: problem !== undefined },
      problem === undefined ? 200 : 403,
    );
  };

  site.get(
    '/account/factor',
    site.asMember(async (visit) => {
      const { query } = visit.request;
      const act = ACTS.find((one) => one === typed(query, 'act'));
      if (act === undefined) throw new Refusal('not_found');
      return showAct(visit, act, typed(query, 'passkey'));
    }),
  );

  site.post(
    '/account/factor',
    site.asMember(async (visit) => {
      const { act, passkey, password, code } = pressed(ACT_FORM, visit.request.body);
      const { session } = visit;
      const who = whoOf(session);
      await spend(core, byMember(limits, who.team, who.member));
      // Both are looked at, and what is wrong is not said: neither can be guessed by itself.
      const isPassword = await isPasswordOf(core, who, password);
      const outcome = await core.db.inTeam(who.team, (tx) =>
        inQuietChange(tx, who.team, core.now(), async (change) => {
          if (!isPassword || (await takeCode(core, tx, who, code)) === null) return 'wrong' as const;
          if (act === 'codes') return makeRecoveryCodes(tx, change, who.member);
          const { totp, passkeys } = await factorsOf(tx, who.team, who.member);
          const left = act === 'remove-totp' ? passkeys : (totp ? 1 : 0) + passkeys - 1;
          const demanded = demandsSecondFactor(await demandOf(tx, who.team), session.member.roles);
          if (left === 0 && demanded) return 'demanded' as const;
          if (act === 'remove-totp') await removeTotp(tx, change, who.member);
          else await removePasskey(tx, change, who.member, passkey);
          if (!hasFactor(await factorsOf(tx, who.team, who.member)))
            await dropRecoveryCodes(tx, who.team, who.member);
          return 'done' as const;
        }),
      );
      if (outcome === 'wrong') {
        recordFailure(core, who, 'code');
        return showAct(visit, act, passkey, 'factor_wrong');
      }
      if (outcome === 'demanded') return show(visit, 'factor_demanded');
      return outcome === 'done' ? visit.go('/account') : showRecoveryCodes(visit, outcome, '/account');
    }),
  );

  const showAdd = async (visit: MemberVisit, failed = false) => {
    const { texts, session } = visit;
    const { say } = texts;
    const own = passkeySite(visit.request, publicUrl());
    if (own === null)
      return visit.show({
        title: say('passkey_add'),
        body: html`<div class="card"><p>${say('passkey_localhost')}</p></div>`,
      });
    const { team, teamName, member } = session;
    const options = await core.db.readTeam(team, (tx) =>
      passkeyCreation(
        core,
        tx,
        own,
        { team, member: member.id, name: member.name, email: member.email, teamName },
        purposeOf(session),
      ),
    );
    const body = html`${failed && notice(say('passkey_not_added'), true)}
${passkeyForm(texts, {
  action: '/account/passkeys',
  kind: 'create',
  options,
  button: say('passkey_add'),
  fields: html`<p>${say('passkey_add_intro')}</p>
${field({ name: 'name', label: say('passkey_name'), hint: say('passkey_name_hint'), value: say('passkey_default_name'), autocomplete: 'off', maxLength: 100 })}`,
})}
<p><a href="/account">${say('back_to_account')}</a></p>`;
    return visit.show({ title: say('passkey_add'), body, error: failed, script: true }, failed ? 403 : 200);
  };

  site.get(
    '/account/passkeys',
    site.asMember((visit) => showAdd(visit)),
  );

  site.post(
    '/account/passkeys',
    site.asMember(async (visit) => {
      const { session, request } = visit;
      const own = passkeySite(request, publicUrl());
      if (own === null) return showAdd(visit);
      const who = whoOf(session);
      const name =
        typed(request.body, 'name').trim().slice(0, 100) || visit.texts.say('passkey_default_name');
      const codes = await core.db.inTeam(who.team, (tx) =>
        inQuietChange(tx, who.team, core.now(), async (change) => {
          const added = await addPasskey(
            core,
            tx,
            change,
            own,
            who,
            purposeOf(session),
            name,
            answerOf(visit),
          );
          if (!added) return null;
          await markSecond(tx, session, 'passkey');
          const { recovery } = await factorsOf(tx, who.team, who.member);
          return recovery > 0 ? [] : makeRecoveryCodes(tx, change, who.member);
        }),
      );
      if (codes === null) return showAdd(visit, true);
      return codes.length === 0 ? visit.go('/account') : showRecoveryCodes(visit, codes, '/account');
    }),
  );
}
