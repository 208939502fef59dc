/** Who decides for whom while somebody is away. */
import { bySession, type Caller } from '../record/caller.ts';
import { listGroups, setAbsence } from '../team/groups.ts';
import { activeMembers } from '../team/members.ts';
import { timeWords } from './dates.ts';
import { FORMS, type Mistakes, pressed, readForm, typed } from './forms.ts';
import { Html, html } from './html.ts';
import { hidden } from './layout.ts';
import type { MemberVisit, Site } from './pages.ts';
import type { Session } from './session.ts';

export function absencePages(site: Site): void {
  const { core } = site;
  const callerOf = ({ team, member }: Session): Caller => bySession(core, team, member.id);

  const showAbsences = async (visit: MemberVisit, mistakes: Mistakes = {}) => {
    const { texts, session, request } = visit;
    const { say } = texts;
    const isAdmin = session.member.roles.includes('admin');
    const { team } = session;
    const { people, absences } = await core.db.readTeam(team, async (tx) => ({
      people: await activeMembers(tx, team),
      absences: (await listGroups(tx, team, core.now())).absences,
    }));
    const bad = Object.keys(mistakes).length > 0;
    const nameOf = (id: string): string => people.find((one) => one.id === id)?.name ?? id;
    const time = timeWords(texts);
    const options = (chosen: string, but: string | null): readonly Html[] =>
      people
        .filter(({ id }) => id !== but)
        .map(
          ({ id, name }) =>
            html`<option value="${id}"${id === chosen ? new Html(' selected') : ''}>${name}</option>`,
        );
    const moment = (name: 'from' | 'until', label: string): Html => {
      const mistake = mistakes[name];
      return html`<div class="field"><label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="datetime-local" required value="${bad ? typed(request.body, name) : ''}"${mistake === undefined ? '' : new Html(` aria-invalid="true" aria-describedby="${name}-error"`)}>
${mistake !== undefined && html`<p class="error" id="${name}-error">${say(mistake)}</p>`}</div>`;
    };
    const seen = absences.filter(({ member }) => isAdmin || member === session.member.id);
    const rows = seen.map(
      ({
        member,
        delegate,
        from,
        until,
      }) => html`<tr><th scope="row">${nameOf(member)}</th><td>${nameOf(delegate)}</td>
<td>${time(from)}</td><td>${time(until)}</td>
<td><form method="post" action="/absences/end">${hidden('member', member)}<button class="quiet">${say('absences_end', { name: nameOf(member) })}</button></form></td></tr>`,
    );
    const body = html`<p>${say('absences_intro')}</p>
<div class="card scroll" role="region" tabindex="0" aria-label="${say('absences_title')}">
${
  seen.length === 0
    ? html`<p>${say('absences_none')}</p>`
    : html`<table><thead><tr><th scope="col">${say('absences_who')}</th><th scope="col">${say('absences_delegate')}</th><th scope="col">${say('absences_from')}</th><th scope="col">${say('absences_until')}</th><th scope="col">${say('actions')}</th></tr></thead><tbody>${rows}</tbody></table>`
}</div>
<div class="card"><h2>${say('absences_new')}</h2>
<form method="post" action="/absences/set" novalidate>
${
  isAdmin
    ? html`<div class="field"><label for="member">${say('absences_who')}</label><select id="member" name="member">${options(bad ? typed(request.body, 'member') : session.member.id, null)}</select></div>`
    : hidden('member', session.member.id)
}
<div class="field"><label for="delegate">${say('absences_delegate')}</label><select id="delegate" name="delegate">${options(bad ? typed(request.body, 'delegate') : '', isAdmin ? null : session.member.id)}</select>
${mistakes.delegate !== undefined && html`<p class="error">${say(mistakes.delegate)}</p>`}</div>
<p class="hint">${say('absences_zone')}</p>
${moment('from', say('absences_from'))}${moment('until', say('absences_until'))}
<button>${say('absences_save')}</button></form></div>`;
    return visit.show(
      { title: say('absences_title'), body, path: '/absences', wide: true, error: bad },
      bad ? 422 : 200,
    );
  };

  site.get(
    '/absences',
    site.asMember((visit) => showAbsences(visit)),
  );
  site.post(
    '/absences/set',
    site.asMember(async (visit) => {
      const form = readForm(FORMS.absence, visit.request.body);
      if (!form.ok) return showAbsences(visit, form.mistakes);
      const { member, delegate, from, until } = form.value;
      if (from >= until || until <= core.now()) return showAbsences(visit, { until: 'field_until' });
      if (delegate === member) return showAbsences(visit, { delegate: 'field_delegate' });
      await setAbsence(core, callerOf(visit.session), { member, absence: { delegate, from, until } });
      return visit.go('/absences');
    }),
  );
  site.post(
    '/absences/end',
    site.asMember(async ({ request, session, go }) => {
      const form = pressed(FORMS.member, request.body);
      await setAbsence(core, callerOf(session), { member: form.member, absence: null });
      return go('/absences');
    }),
  );
}
