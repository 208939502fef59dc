/** The team's provider for single sign-on, as admins set it. What is saved has been tried as far as that goes. */
import { Refusal } from '../errors.ts';
import { PROBLEMS, SignOnError } from '../oidc/errors.ts';
import { tryProvider } from '../oidc/provider.ts';
import { readSignOn, removeSignOn, type SignOnSettings, setSignOn } from '../oidc/settings.ts';
import { bySession } from '../record/caller.ts';
import type { StoreTextKey } from '../texts.ts';
import { FORMS, type Mistakes, readForm, typed } from './forms.ts';
import { Html, html } from './html.ts';
import { field, notice } from './layout.ts';
import type { MemberVisit, Site } from './pages.ts';
import { callbackUrl } from './provider-sign-in.ts';

const PATH = '/single-sign-on';
const JOINS = ['invited', 'author', 'reviewer', 'auditor'] as const;
const JOIN_TEXT = {
  invited: 'sso_join_invited',
  author: 'sso_join_author',
  reviewer: 'sso_join_reviewer',
  auditor: 'sso_join_auditor',
} as const satisfies Record<(typeof JOINS)[number], StoreTextKey>;

interface Outcome {
  readonly mistakes?: Mistakes;
  readonly problem?: StoreTextKey;
}

export function singleSignOnPages(site: Site): void {
  const { core, publicUrl } = site;

  const show = async (visit: MemberVisit, { mistakes = {}, problem }: Outcome = {}) => {
    const { texts, session, request } = visit;
    const { say } = texts;
    const now = await readSignOn(core, session.team);
    const bad = problem !== undefined || Object.keys(mistakes).length > 0;
    const value = (key: string, kept: string): string => (bad ? typed(request.body, key) : kept);
    const error = (key: string): string | undefined => {
      const mistake = mistakes[key];
      return mistake === undefined ? undefined : say(mistake);
    };
    const joins = value('joins', now?.joinsAs?.[0] ?? 'invited') || 'invited';
    const box = (name: 'passwords' | 'second', on: boolean, label: StoreTextKey): Html => {
      const checked = (bad ? typed(request.body, name) === 'on' : on) ? new Html(' checked') : '';
      return html`<label><input type="checkbox" name="${name}" value="on"${checked}> ${say(label)}</label>`;
    };
    const body = html`<p>${say(now === null ? 'sso_off' : 'sso_on')}</p>
${problem !== undefined && notice(say(problem), true)}
<form method="post" action="${PATH}" class="card" novalidate>
<p id="callback-label">${say('sso_callback')}</p>
<p class="link" role="group" aria-labelledby="callback-label">${callbackUrl(publicUrl(), session.team)}</p>
${field({ name: 'issuer', label: say('sso_issuer'), value: value('issuer', now?.issuer ?? ''), hint: say('sso_issuer_means'), autocomplete: 'off', maxLength: 500, error: error('issuer') })}
${field({ name: 'clientId', label: say('sso_client_id'), value: value('clientId', now?.clientId ?? ''), autocomplete: 'off', maxLength: 500, error: error('clientId') })}
${field({ name: 'clientSecret', label: say('sso_client_secret'), type: 'password', hint: say(now === null ? 'sso_secret_means' : 'sso_secret_kept'), autocomplete: 'off', maxLength: 1_000, optional: now !== null, error: error('clientSecret') })}
${field({ name: 'domains', label: say('sso_domains'), value: value('domains', now?.domains.join(' ') ?? ''), hint: say('sso_domains_means'), autocomplete: 'off', maxLength: 2_000, error: error('domains') })}
<fieldset><legend>${say('sso_join_legend')}</legend>
${JOINS.map((one) => {
  const checked = one === joins ? new Html(' checked') : '';
  return html`<label><input type="radio" name="joins" value="${one}"${checked}> ${say(JOIN_TEXT[one])}</label>`;
})}</fieldset>
<fieldset><legend>${say('sso_ways_legend')}</legend>
${box('passwords', now?.passwords ?? true, 'sso_passwords')}
<p class="hint">${say('sso_passwords_means')}</p>
${box('second', now?.secondFactor ?? false, 'sso_second')}
<p class="hint">${say('sso_second_means')}</p></fieldset>
<button>${say('sso_save')}</button></form>
${
  now !== null &&
  html`<form method="post" action="${PATH}/remove" class="card"><p>${say('sso_remove_means')}</p>
<button class="danger">${say('sso_remove')}</button></form>`
}`;
    return visit.show({ title: say('sso_title'), body, path: PATH, error: bad }, bad ? 422 : 200);
  };

  site.get(
    PATH,
    site.asAdmin((visit) => show(visit)),
  );
  site.post(
    PATH,
    site.asAdmin(async (visit) => {
      const { session, request } = visit;
      const form = readForm(FORMS.singleSignOn, request.body);
      if (!form.ok) return show(visit, { mistakes: form.mistakes });
      const { issuer, clientId, clientSecret, domains, joins, passwords, second } = form.value;
      const before = await readSignOn(core, session.team);
      // The secret was given to one provider: another that is named later must not be sent it.
      const secret = clientSecret ?? (before?.issuer === issuer ? before.secret : null);
      if (secret === null) return show(visit, { mistakes: { clientSecret: 'field_needed' } });
      const settings: SignOnSettings = {
        issuer,
        clientId,
        secret,
        domains,
        joinsAs: joins === 'invited' ? null : [joins],
        passwords,
        secondFactor: second,
      };
      try {
        await tryProvider(settings, { hosts: core.oidcHosts });
      } catch (error) {
        if (!(error instanceof SignOnError)) throw error;
        return show(visit, { problem: PROBLEMS[error.code].text });
      }
      await setSignOn(core, bySession(core, session.team, session.member.id), settings);
      return visit.go(PATH);
    }),
  );
  site.post(
    `${PATH}/remove`,
    site.asAdmin(async ({ session, go }) => {
      try {
        await removeSignOn(core, bySession(core, session.team, session.member.id));
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'not_found') throw error;
      }
      return go(PATH);
    }),
  );
}
