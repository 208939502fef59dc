/** Groups of members, whom policies name, and who decides for whom while somebody is away. */
import { groupRequest } from '../../utils/api/routes.ts';
import { Refusal } from '../errors.ts';
import { bySession, type Caller } from '../record/caller.ts';
import { listGroups, setAbsence, setGroup } from '../team/groups.ts';
import { policyOf } from '../team/policy.ts';
import { FORMS, type Mistakes, readForm, typed } from './forms.ts';
import { Html, html } from './html.ts';
import { field, hidden, notice } from './layout.ts';
import type { Site, Visit } from './pages.ts';
import type { Session } from './session.ts';

interface Person {
  readonly id: string;
  readonly name: string;
}

type Shown = Visit & { readonly session: Session };

export function groupPages(site: Site): void {
  const { core } = site;
  const callerOf = ({ team, member }: Session): Caller => bySession(core, team, member.id);

  /** Active members and groups; ids of the groups that the policy in force names. */
  const load = (team: string) =>
    core.db.readTeam(team, async (tx) => {
      const people: Person[] = await tx
        .selectFrom('members')
        .select(['id', 'name'])
        .where('team', '=', team)
        .where('active', '=', true)
        .orderBy('name')
        .orderBy('id')
        .execute();
      const { ruleset } = await tx
        .selectFrom('teams')
        .select('ruleset')
        .where('team', '=', team)
        .executeTakeFirstOrThrow();
      const policy = await policyOf(tx, team, ruleset);
      const named = [
        ...(policy.rules ?? []).flatMap(({ steps }) => steps.map(({ who }) => who)),
        policy.late?.escalateTo,
        policy.overrides?.who,
        policy.trusted?.who,
      ];
      const used = new Set(named.flatMap((who) => (who !== undefined && 'group' in who ? [who.group] : [])));
      return { people, used, ...(await listGroups(tx, team, core.now())) };
    });

  const boxes = (people: readonly Person[], chosen: readonly string[]): readonly Html[] =>
    people.map(
      ({ id, name }) =>
        html`<label><input type="checkbox" name="members" value="${id}"${chosen.includes(id) ? new Html(' checked') : ''}> ${name}</label>`,
    );

  const showGroups = async (visit: Shown, mistakes: Mistakes = {}, trouble: Html | null = null) => {
    const { texts, session, request } = visit;
    const { say } = texts;
    const { people, used, groups } = await load(session.team);
    const bad = Object.keys(mistakes).length > 0;
    const error = (name: string): string | undefined => {
      const mistake = mistakes[name];
      return mistake === undefined ? undefined : say(mistake);
    };
    const cards = groups.map(
      ({
        id,
        title,
        members,
      }) => html`<details class="card"><summary>${title} (<code>${id}</code>): ${say('groups_count', { count: members.length })}</summary>
<form method="post" action="/groups/set">${hidden('id', id)}
<div class="field"><label for="title-${id}">${say('groups_name')}</label><input id="title-${id}" name="title" value="${title}" maxlength="200" required autocomplete="off"></div>
<fieldset><legend>${say('groups_members')}</legend>${boxes(people, members)}</fieldset>
<button>${say('groups_save', { name: title })}</button></form>
${
  used.has(id)
    ? html`<p class="hint">${say('groups_used')}</p>`
    : html`<form method="post" action="/groups/remove">${hidden('id', id)}<button class="danger">${say('groups_remove', { name: title })}</button></form>`
}</details>`,
    );
    const body = html`<p>${say('groups_intro')}</p>
${trouble}
${groups.length === 0 && html`<p>${say('groups_none')}</p>`}
${cards}
<details class="card"${bad ? new Html(' open') : ''}><summary>${say('groups_new')}</summary>
<form method="post" action="/groups/set" novalidate>
${field({ name: 'id', label: say('groups_id'), hint: say('groups_id_means'), value: bad ? typed(request.body, 'id') : '', error: error('id'), autocomplete: 'off', maxLength: 63 })}
${field({ name: 'title', label: say('groups_name'), value: bad ? typed(request.body, 'title') : '', error: error('title'), autocomplete: 'off', maxLength: 200 })}
<fieldset><legend>${say('groups_members')}</legend>${boxes(people, [])}
${mistakes.members !== undefined && html`<p class="error">${say(mistakes.members)}</p>`}</fieldset>
<button>${say('groups_make')}</button></form></details>`;
    return visit.show(
      { title: say('groups_title'), body, path: '/groups', wide: true, error: bad || trouble !== null },
      bad ? 422 : trouble === null ? 200 : 409,
    );
  };

  const showAbsences = async (visit: Shown, mistakes: Mistakes = {}) => {
    const { texts, session, request } = visit;
    const { say, locale } = texts;
    const isAdmin = session.member.roles.includes('admin');
    const { people, absences } = await load(session.team);
    const bad = Object.keys(mistakes).length > 0;
    const nameOf = (id: string): string => people.find((one) => one.id === id)?.name ?? id;
    const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long', timeZone: 'UTC' });
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
<td>${time.format(from)}</td><td>${time.format(until)}</td>
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
    '/groups',
    site.asAdmin((visit) => showGroups(visit)),
  );
  site.post(
    '/groups/set',
    site.asAdmin(async (visit) => {
      const form = readForm(FORMS.group, visit.request.body);
      if (!form.ok) return showGroups(visit, form.mistakes);
      await setGroup(core, callerOf(visit.session), groupRequest.parse(form.value));
      return visit.go('/groups');
    }),
  );
  site.post(
    '/groups/remove',
    site.asAdmin(async (visit) => {
      const form = readForm(FORMS.groupId, visit.request.body);
      if (!form.ok) throw new Refusal('invalid_input');
      const { groups, used } = await load(visit.session.team);
      const group = groups.find(({ id }) => id === form.value.id);
      if (group === undefined) throw new Refusal('not_found');
      if (used.has(group.id)) return showGroups(visit, {}, notice(visit.texts.say('groups_used'), true));
      await setGroup(core, callerOf(visit.session), { ...group, members: [] });
      return visit.go('/groups');
    }),
  );
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
      const form = readForm(FORMS.member, request.body);
      if (!form.ok) throw new Refusal('invalid_input');
      await setAbsence(core, callerOf(session), { member: form.value.member, absence: null });
      return go('/absences');
    }),
  );
}
