/** Setting the team up, signing in and out, accepting an invitation, a new password. */
import type { FastifyReply } from 'fastify';
import { PASSWORD_MIN } from '../crypto/passwords.ts';
import { Refusal } from '../errors.ts';
import { byAccount, byAddress } from '../http/limits.ts';
import { readSignOn, type SignOnFacts, teamsWithSignOn } from '../oidc/settings.ts';
import { spend } from '../team/attempts.ts';
import { acceptInvitation, findInvitation, type Invitation } from '../team/members.ts';
import { findByPassword } from '../team/password-sign-in.ts';
import { findPasswordLink, type OpenPasswordLink, resetPassword } from '../team/passwords.ts';
import { isSetupOpen, setUpTeam } from '../team/setup.ts';
import { FORMS, type Mistakes, readForm, typed } from './forms.ts';
import { html } from './html.ts';
import { field, hidden, notice } from './layout.ts';
import { safeNext } from './next.ts';
import type { Site, Visit } from './pages.ts';
import { signIn, signOut } from './session.ts';

function queryOf(visit: Visit, key: string): string {
  return typed(visit.request.query, key);
}

function showSetup(visit: Visit, token: string, mistakes: Mistakes = {}): FastifyReply {
  const { texts, request } = visit;
  const { say } = texts;
  const mistake = (key: string): string | undefined => {
    const text = mistakes[key];
    return text === undefined ? undefined : say(text, { min: PASSWORD_MIN });
  };
  const bad = Object.keys(mistakes).length > 0;
  const value = (key: string): string => typed(request.body, key);
  const body = html`<form method="post" action="/setup" class="card" novalidate>
<p>${say('setup_intro')}</p>
${hidden('token', token)}
${field({ name: 'team', label: say('team_name'), value: value('team'), autocomplete: 'organization', maxLength: 200, error: mistake('team') })}
${field({ name: 'name', label: say('your_name'), value: value('name'), autocomplete: 'name', maxLength: 200, error: mistake('name') })}
${field({ name: 'email', label: say('email'), type: 'email', value: value('email'), autocomplete: 'username', error: mistake('email') })}
${field({ name: 'password', label: say('new_password'), type: 'password', hint: say('password_hint', { min: PASSWORD_MIN }), autocomplete: 'new-password', maxLength: 200, error: mistake('password') })}
<button>${say('setup_button')}</button>
</form>`;
  return visit.show({ title: say('setup_title'), body, error: bad }, bad ? 422 : 200);
}

function showSignIn(visit: Visit, next: string, failed: boolean, signOn: boolean): FastifyReply {
  const { say } = visit.texts;
  const body = html`${failed && notice(say('sign_in_failed'), true)}
<form method="post" action="/sign-in" class="card" novalidate>
${hidden('next', next)}
${field({ name: 'email', label: say('email'), type: 'email', value: typed(visit.request.body, 'email'), autocomplete: 'username' })}
${field({ name: 'password', label: say('password'), type: 'password', autocomplete: 'current-password', maxLength: 200 })}
<button>${say('sign_in')}</button>
</form>
<p><a href="/sign-in/passkey?next=${encodeURIComponent(next)}">${say('passkey_sign_in')}</a></p>
${signOn && html`<p><a href="/sign-in/oidc?next=${encodeURIComponent(next)}">${say('sso_sign_in')}</a></p>`}`;
  return visit.show({ title: say('sign_in_title'), body, error: failed }, failed ? 403 : 200);
}

function showInvitation(
  visit: Visit,
  token: string,
  invitation: Invitation,
  signOn: SignOnFacts | null,
  mistakes: Mistakes = {},
): FastifyReply {
  const { say } = visit.texts;
  const bad = Object.keys(mistakes).length > 0;
  const mistake = (key: string): string | undefined => {
    const text = mistakes[key];
    return text === undefined ? undefined : say(text, { min: PASSWORD_MIN });
  };
  const { team, roles } = invitation;
  const link =
    signOn !== null &&
    html`<p><a href="/sign-in/oidc?team=${team}&next=%2Fdevices">${say('sso_invitation')}</a></p>`;
  const byPassword = signOn === null || signOn.passwords || roles.includes('admin');
  const form = html`<form method="post" action="/invitation" class="card" novalidate>
<p>${say('invitation_intro', { team: invitation.teamName, email: invitation.email })}</p>
${hidden('token', token)}
${field({ name: 'name', label: say('your_name'), value: typed(visit.request.body, 'name'), autocomplete: 'name', maxLength: 200, error: mistake('name') })}
${field({ name: 'password', label: say('new_password'), type: 'password', hint: say('password_hint', { min: PASSWORD_MIN }), autocomplete: 'new-password', maxLength: 200, error: mistake('password') })}
<button>${say('invitation_button')}</button>
</form>`;
  const body = html`${!byPassword && html`<p>${say('sso_invitation_only')}</p>`}${link}${byPassword && form}`;
  return visit.show({ title: say('invitation_title'), body, error: bad }, bad ? 422 : 200);
}

function showPassword(
  visit: Visit,
  token: string,
  { email, teamName }: OpenPasswordLink,
  mistakes: Mistakes = {},
): FastifyReply {
  const { say } = visit.texts;
  const bad = mistakes.password !== undefined;
  const error = mistakes.password === undefined ? undefined : say(mistakes.password, { min: PASSWORD_MIN });
  const body = html`<form method="post" action="/password" class="card" novalidate>
<p>${say('password_intro', { team: teamName, email })}</p>
${hidden('token', token)}
${field({ name: 'password', label: say('new_password'), type: 'password', hint: say('password_hint', { min: PASSWORD_MIN }), autocomplete: 'new-password', maxLength: 200, error })}
<button>${say('password_button')}</button>
</form>`;
  return visit.show({ title: say('password_title'), body, error: bad }, bad ? 422 : 200);
}

const usedLink = (): Refusal => new Refusal('not_found', { text: 'link_used' });

export function signInPages(site: Site): void {
  const { core, secure, limits } = site;
  const hasSignOn = async (): Promise<boolean> => (await teamsWithSignOn(core, null)).length > 0;

  site.get('/setup', async (visit) => {
    await spend(core, byAddress(limits, 'links', visit.request));
    const token = queryOf(visit, 'token');
    if (!(await isSetupOpen(core, token))) throw usedLink();
    return showSetup(visit, token);
  });
  site.post('/setup', async (visit) => {
    await spend(core, byAddress(limits, 'links', visit.request));
    const token = typed(visit.request.body, 'token');
    if (!(await isSetupOpen(core, token))) throw usedLink();
    const form = readForm(FORMS.setup, visit.request.body);
    if (!form.ok) return showSetup(visit, token, form.mistakes);
    const { team, name, email, password } = form.value;
    const note = visit.texts.say('starter_note');
    const made = await setUpTeam(core, token, team, { name, email, password }, { note });
    return signIn(site, visit, made, { method: 'setup' }, '/members');
  });

  site.get('/sign-in', async (visit) => {
    const next = safeNext(queryOf(visit, 'next'));
    return visit.session === null ? showSignIn(visit, next, false, await hasSignOn()) : visit.go(next);
  });
  site.post('/sign-in', async (visit) => {
    const { request } = visit;
    const form = readForm(FORMS.signIn, request.body);
    const next = safeNext(typed(request.body, 'next'));
    await spend(core, byAddress(limits, 'signIn', request), byAccount(limits, typed(request.body, 'email')));
    if (!form.ok) return showSignIn(visit, next, true, await hasSignOn());
    const who = await findByPassword(core, form.value.email, form.value.password);
    if (who === null) return showSignIn(visit, next, true, await hasSignOn());
    return signIn(site, visit, who, { method: 'password' }, next);
  });
  site.post('/sign-out', async (visit) => {
    if (visit.session !== null) await signOut(core, visit.reply, secure, visit.session);
    return visit.go('/sign-in');
  });

  site.get('/invitation', async (visit) => {
    await spend(core, byAddress(limits, 'links', visit.request));
    const token = queryOf(visit, 'token');
    const invitation = await findInvitation(core, token);
    if (invitation === null) throw usedLink();
    return showInvitation(visit, token, invitation, await readSignOn(core, invitation.team));
  });
  site.post('/invitation', async (visit) => {
    await spend(core, byAddress(limits, 'links', visit.request));
    const token = typed(visit.request.body, 'token');
    const invitation = await findInvitation(core, token);
    if (invitation === null) throw usedLink();
    const form = readForm(FORMS.invitation, visit.request.body);
    const signOn = await readSignOn(core, invitation.team);
    if (signOn?.passwords === false && !invitation.roles.includes('admin'))
      throw new Refusal('wrong_role', { text: 'sso_no_password' });
    if (!form.ok) return showInvitation(visit, token, invitation, signOn, form.mistakes);
    const made = await acceptInvitation(core, token, form.value.name, form.value.password);
    return signIn(site, visit, made, { method: 'invitation' }, '/devices');
  });

  site.get('/password', async (visit) => {
    await spend(core, byAddress(limits, 'links', visit.request));
    const token = queryOf(visit, 'token');
    const link = await findPasswordLink(core, token);
    if (link === null) throw usedLink();
    return showPassword(visit, token, link);
  });
  site.post('/password', async (visit) => {
    await spend(core, byAddress(limits, 'links', visit.request));
    const token = typed(visit.request.body, 'token');
    const link = await findPasswordLink(core, token);
    if (link === null) throw usedLink();
    const form = readForm(FORMS.password, visit.request.body);
    if (!form.ok) return showPassword(visit, token, link, form.mistakes);
    const who = await resetPassword(core, token, form.value.password);
    return signIn(site, visit, who, { method: 'link' }, '/');
  });
}
