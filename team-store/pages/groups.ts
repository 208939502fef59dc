/** Groups of members, whom policies name. */
import { groupRequest } from '../../utils/api/routes.ts';
import { Refusal } from '../errors.ts';
import { bySession, type Caller } from '../record/caller.ts';
import { listGroups, setGroup } from '../team/groups.ts';
import { type ActiveMember, activeMembers } from '../team/members.ts';
import { policyOf } from '../team/policy.ts';
import { FORMS, type Mistakes, pressed, readForm, typed } from './forms.ts';
import { Html, html } from './html.ts';
import { field, hidden, notice } from './layout.ts';
import type { MemberVisit, Site } from './pages.ts';
import type { Session } from './session.ts';

export function groupPages(site: Site): void {
  const { core } = site;
  const callerOf = ({ team, member }: Session): Caller => bySession(core, team, member.id);

  /** Active members, groups, and ids of the groups that the policy in force names. */
  const load = (team: string) =>
    core.db.readTeam(team, async (tx) => {
      const people = await activeMembers(tx, team);
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

  const boxes = (people: readonly ActiveMember[], chosen: readonly string[]): readonly Html[] =>
    people.map(
      ({ id, name }) =>
        html`<label><input type="checkbox" name="members" value="${id}"${chosen.includes(id) ? new Html(' checked') : ''}> ${name}</label>`,
    );

  const showGroups = async (visit: MemberVisit, mistakes: Mistakes = {}, trouble: Html | null = null) => {
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
      const form = pressed(FORMS.groupId, visit.request.body);
      const { groups, used } = await load(visit.session.team);
      const group = groups.find(({ id }) => id === form.id);
      if (group === undefined) throw new Refusal('not_found');
      if (used.has(group.id)) return showGroups(visit, {}, notice(visit.texts.say('groups_used'), true));
      await setGroup(core, callerOf(visit.session), { ...group, members: [] });
      return visit.go('/groups');
    }),
  );
}
