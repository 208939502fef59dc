/** The team's people: who they are, inviting, roles, leaving. For admins. */

import type { Member } from '../../utils/api/entities.ts';
import { ROLES, type Role } from '../../utils/api/ids.ts';
import { Refusal } from '../errors.ts';
import { inChange } from '../team/change.ts';
import { deactivate, invite, listMembers, reactivate, setRoles } from '../team/members.ts';
import { createPasswordLink, PASSWORD_LINK_HOURS, type PasswordLink } from '../team/passwords.ts';
import type { StoreTextKey, Texts } from '../texts.ts';
import { FORMS, readForm, typed } from './forms.ts';
import { Html, html } from './html.ts';
import { field, hidden, notice } from './layout.ts';
import type { MemberVisit, Site } from './pages.ts';
import type { Session } from './session.ts';

const ROLE_TEXT = {
  author: 'role_author',
  reviewer: 'role_reviewer',
  admin: 'role_admin',
  auditor: 'role_auditor',
} as const satisfies Record<Role, StoreTextKey>;

interface Outcome {
  readonly invitation?: string;
  readonly password?: PasswordLink;
  readonly mistakes?: Readonly<Record<string, StoreTextKey>>;
  readonly problem?: StoreTextKey;
}

function roleBoxes(
  { say }: Texts,
  id: string,
  chosen: readonly Role[],
  error: StoreTextKey | undefined,
): Html {
  const described = error === undefined ? '' : new Html(' aria-invalid="true"');
  return html`<fieldset aria-describedby="${id}-error">
<legend>${say('roles')}</legend>
${ROLES.map((role) => {
  const checked = chosen.includes(role) ? new Html(' checked') : '';
  return html`<label><input type="checkbox" name="roles" value="${role}"${checked}${described}> ${say(ROLE_TEXT[role])}</label>`;
})}
<p class="error" id="${id}-error">${error === undefined ? '' : say(error)}</p>
</fieldset>`;
}

/** A link that is shown once, to be sent to somebody. */
function linkCard({ say }: Texts, email: string, link: string, means: string): Html {
  return html`<div class="card"><p class="notice" role="status">${say('invited', { email })}</p>
<p class="link">${link}</p><p class="hint">${means}</p></div>`;
}

function memberRow(texts: Texts, session: Session, { id, name, email, roles, active }: Member): Html {
  const { say } = texts;
  const actions = html`<details><summary>${say('change_member', { name })}</summary>
<p><a href="/members/access?member=${id}">${say('access_title', { name })}</a></p>
<form method="post" action="/members/roles">${hidden('member', id)}${roleBoxes(texts, `roles-${id}`, roles, undefined)}
<button class="quiet">${say('save_roles')}</button></form>
<form method="post" action="/members/password">${hidden('member', id)}
<p class="hint">${say('password_link_when')}</p>
<button class="quiet">${say('password_link_button', { name })}</button></form>
${
  id !== session.member.id &&
  html`<form method="post" action="/members/deactivate">${hidden('member', id)}
<p class="hint">${say('deactivate_means')}</p>
<button class="danger">${say('deactivate', { name })}</button></form>`
}</details>`;
  const back = html`<form method="post" action="/members/reactivate">${hidden('member', id)}
<button class="quiet">${say('reactivate', { name })}</button></form>
<p class="hint">${say('reactivate_means')}</p>`;
  return html`<tr>
<th scope="row">${name}<div class="sub">${email}</div></th>
<td>${roles.map((role) => say(ROLE_TEXT[role])).join(', ')}</td>
<td>${say(active ? 'active' : 'inactive')}</td>
<td>${active ? actions : back}</td>
</tr>`;
}

export function memberPages(site: Site): void {
  const { core, publicUrl } = site;

  const show = async (visit: MemberVisit, { invitation, password, mistakes = {}, problem }: Outcome = {}) => {
    const { texts, session, request } = visit;
    const { say } = texts;
    const { team } = session;
    const members = await core.db.readTeam(team, (tx) => listMembers(tx, team));
    const bad = problem !== undefined || Object.keys(mistakes).length > 0;
    const emailError = mistakes.email === undefined ? undefined : say(mistakes.email);
    const body = html`
${problem !== undefined && notice(say(problem), true)}
${invitation !== undefined && linkCard(texts, typed(request.body, 'email'), invitation, say('invited_means'))}
${
  password !== undefined &&
  linkCard(
    texts,
    password.email,
    `${publicUrl()}/password?token=${password.token}`,
    say('password_link_means', { hours: PASSWORD_LINK_HOURS }),
  )
}
<div class="card scroll" role="region" tabindex="0" aria-label="${say('members_table')}"><table>
<thead><tr><th scope="col">${say('member')}</th><th scope="col">${say('roles')}</th><th scope="col">${say('state')}</th><th scope="col">${say('actions')}</th></tr></thead>
<tbody>${members.map((member) => memberRow(texts, session, member))}</tbody>
</table></div>
<form method="post" action="/members/invite" class="card" novalidate>
<h2>${say('invite_title')}</h2>
${field({ name: 'email', label: say('email'), type: 'email', value: emailError === undefined ? '' : typed(request.body, 'email'), autocomplete: 'off', error: emailError })}
${roleBoxes(texts, 'invite-roles', ['author'], mistakes.roles)}
<button>${say('invite_button')}</button>
</form>`;
    return visit.show(
      { title: say('members_title'), body, path: '/members', wide: true, error: bad },
      bad ? 422 : 200,
    );
  };

  site.get(
    '/members',
    site.asAdmin((visit) => show(visit)),
  );

  site.post(
    '/members/invite',
    site.asAdmin(async (visit) => {
      const form = readForm(FORMS.invite, visit.request.body);
      if (!form.ok) return show(visit, { mistakes: form.mistakes });
      const { email, roles } = form.value;
      const { team, member } = visit.session;
      const token = await core.db.inTeam(team, (tx) =>
        inChange(tx, team, core.now(), (change) => invite(core, tx, change, member.id, email, roles)),
      );
      if (token === null) return show(visit, { mistakes: { email: 'already_member' } });
      return show(visit, { invitation: `${publicUrl()}/invitation?token=${token}` });
    }),
  );

  site.post(
    '/members/deactivate',
    site.asAdmin(async (visit) => {
      const form = readForm(FORMS.member, visit.request.body);
      if (!form.ok) return show(visit, { mistakes: form.mistakes });
      const { team, member } = visit.session;
      const done = await core.db.inTeam(team, (tx) =>
        inChange(tx, team, core.now(), (change) => deactivate(tx, change, member.id, form.value.member)),
      );
      return done ? visit.go('/members') : show(visit, { problem: 'last_admin' });
    }),
  );

  site.post(
    '/members/reactivate',
    site.asAdmin(async (visit) => {
      const form = readForm(FORMS.member, visit.request.body);
      if (!form.ok) return show(visit, { mistakes: form.mistakes });
      const { team, member } = visit.session;
      await core.db.inTeam(team, (tx) =>
        inChange(tx, team, core.now(), (change) => reactivate(tx, change, member.id, form.value.member)),
      );
      return visit.go('/members');
    }),
  );

  site.post(
    '/members/password',
    site.asAdmin(async (visit) => {
      const form = readForm(FORMS.member, visit.request.body);
      if (!form.ok) return show(visit, { mistakes: form.mistakes });
      const { team, member } = visit.session;
      const password = await core.db.inTeam(team, (tx) =>
        inChange(tx, team, core.now(), (change) =>
          createPasswordLink(tx, change, member.id, form.value.member),
        ),
      );
      if (password === null) throw new Refusal('not_found');
      return show(visit, { password });
    }),
  );

  site.post(
    '/members/roles',
    site.asAdmin(async (visit) => {
      const form = readForm(FORMS.roles, visit.request.body);
      if (!form.ok) return show(visit, { problem: 'field_roles' });
      const { team, member } = visit.session;
      const done = await core.db.inTeam(team, (tx) =>
        inChange(tx, team, core.now(), (change) =>
          setRoles(tx, change, member.id, form.value.member, form.value.roles),
        ),
      );
      return done ? visit.go('/members') : show(visit, { problem: 'last_admin' });
    }),
  );
}
