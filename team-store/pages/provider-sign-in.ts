/** Signing in by the team's provider: away from here by a link (CSP's `form-action` is 'self'), and back. */
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { byAddress } from '../http/limits.ts';
import { PROBLEMS, SignOnError } from '../oidc/errors.ts';
import { endFlow, FLOW_MS, keepFlow, openFlow } from '../oidc/flow.ts';
import { finishFlow, startFlow } from '../oidc/provider.ts';
import { domainOf, recognise, recordRefusal } from '../oidc/recognise.ts';
import { readSignOn, teamsWithSignOn } from '../oidc/settings.ts';
import { spend } from '../team/attempts.ts';
import { typed } from './forms.ts';
import { html } from './html.ts';
import { field, hidden, notice } from './layout.ts';
import { safeNext } from './next.ts';
import type { Handler, Site, Visit } from './pages.ts';
import { signIn } from './session.ts';

/** Lax: the provider's answer comes by a navigation from its site. */
const cookieOf = (secure: boolean) =>
  ({
    name: secure ? '__Host-signoff-oidc' : 'signoff_oidc',
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure },
  }) as const;

/** One a team, so that an answer for one team's provider cannot be given to another's (RFC 9700, section 4.4). */
export const callbackUrl = (publicUrl: string, team: string): string =>
  `${publicUrl}/sign-in/oidc/${team}/callback`;

const linkTo = (team: string, next: string): string =>
  `/sign-in/oidc?team=${encodeURIComponent(team)}&next=${encodeURIComponent(next)}`;

const paramsSchema = z.object({ team: z.uuid() });

function showProblem(visit: Visit, { code }: SignOnError, next = '/'): FastifyReply {
  const { status, text } = PROBLEMS[code];
  const { say } = visit.texts;
  const body = html`<div class="card">${notice(say(text), true)}
<p><a href="/sign-in?next=${encodeURIComponent(next)}">${say('sso_back')}</a></p></div>`;
  return visit.show({ title: say('sso_failed_title'), body, error: true }, status);
}

function showAddress(visit: Visit, next: string, unknown: boolean): FastifyReply {
  const { say } = visit.texts;
  const body = html`${unknown && notice(say('sso_no_team'), true)}
<form method="post" action="/sign-in/oidc" class="card" novalidate>${hidden('next', next)}
${field({ name: 'email', label: say('email'), type: 'email', value: typed(visit.request.body, 'email'), autocomplete: 'username', hint: say('sso_email_hint') })}
<button>${say('sso_continue')}</button></form>
<p><a href="/sign-in?next=${encodeURIComponent(next)}">${say('sso_back')}</a></p>`;
  return visit.show({ title: say('sso_sign_in'), body, error: unknown }, unknown ? 404 : 200);
}

export function providerPages(site: Site): void {
  const { core, secure, limits, publicUrl } = site;
  const cookie = cookieOf(secure);
  const options = { hosts: core.oidcHosts };

  /** A page for each problem; nothing of its cause, which goes to the store's own log. */
  const told =
    (handler: Handler): Handler =>
    async (visit) => {
      try {
        return await handler(visit);
      } catch (error) {
        if (!(error instanceof SignOnError)) throw error;
        visit.request.log.info({ err: error.cause, problem: error.code }, 'single sign-on was refused');
        return showProblem(visit, error);
      }
    };

  site.get(
    '/sign-in/oidc',
    told(async (visit) => {
      await spend(core, byAddress(limits, 'signIn', visit.request));
      const next = safeNext(typed(visit.request.query, 'next'));
      const wanted = typed(visit.request.query, 'team');
      const teams = wanted === '' ? await teamsWithSignOn(core, null) : [wanted];
      if (teams.length === 0) throw new SignOnError('not_set');
      if (teams.length > 1) return showAddress(visit, next, false);
      const team = z.uuid().safeParse(teams[0]).data;
      const settings = team === undefined ? null : await readSignOn(core, team);
      if (team === undefined || settings === null) throw new SignOnError('not_set');
      const callback = callbackUrl(publicUrl(), team);
      const { to, flow } = await startFlow(settings, { team, callback, next, now: core.now() }, options);
      visit.reply.setCookie(cookie.name, keepFlow(core, flow), {
        ...cookie.options,
        maxAge: FLOW_MS / 1_000,
      });
      return visit.go(to);
    }),
  );

  site.post('/sign-in/oidc', async (visit) => {
    const { request, texts } = visit;
    await spend(core, byAddress(limits, 'signIn', request));
    const next = safeNext(typed(request.body, 'next'));
    const teams = await teamsWithSignOn(core, domainOf(typed(request.body, 'email')));
    if (teams.length === 0) return showAddress(visit, next, true);
    const issuers = await Promise.all(
      teams.map(async (team) => ({ team, issuer: (await readSignOn(core, team))?.issuer ?? '' })),
    );
    const links = issuers
      .filter(({ issuer }) => issuer !== '')
      .map(
        ({ team, issuer }) =>
          html`<p><a href="${linkTo(team, next)}">${texts.say('sso_go', { host: new URL(issuer).host })}</a></p>`,
      );
    return visit.show({ title: texts.say('sso_sign_in'), body: html`<div class="card">${links}</div>` });
  });

  site.get(
    '/sign-in/oidc/:team/callback',
    told(async (visit) => {
      const { request, reply } = visit;
      await spend(core, byAddress(limits, 'signIn', request));
      const team = paramsSchema.safeParse(request.params).data?.team;
      const settings = team === undefined ? null : await readSignOn(core, team);
      if (team === undefined || settings === null) throw new SignOnError('not_set');
      const kept = request.cookies[cookie.name] ?? '';
      reply.clearCookie(cookie.name, cookie.options);
      const flow = openFlow(core, team, kept);
      // Another provider was set meanwhile: what this one was asked is not for it to answer.
      if (flow.issuer !== settings.issuer) throw new SignOnError('state');
      const url = new URL(callbackUrl(publicUrl(), team));
      url.search = new URL(request.url, url).search;
      if (url.searchParams.get('state') !== flow.state) throw new SignOnError('state');
      await endFlow(core, flow);
      try {
        const person = await finishFlow(settings, flow, url, options);
        const who = await recognise(core, team, settings, person);
        const second = settings.secondFactor ? { second: 'provider' as const } : {};
        return await signIn(site, visit, who, { method: 'oidc', ...second }, flow.next);
      } catch (error) {
        if (error instanceof SignOnError) recordRefusal(core, team, error.code);
        throw error;
      }
    }),
  );
}
