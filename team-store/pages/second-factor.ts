/** Showing the second factor at sign-in, setting one up, and signing in by passkey alone. */
import type { FastifyReply } from 'fastify';
import { toString as drawQr } from 'qrcode';
import { byAddress, byMember } from '../http/limits.ts';
import { spend } from '../team/attempts.ts';
import { inQuietChange } from '../team/change.ts';
import { takeCode } from '../team/codes.ts';
import { claimedBy, passkeyRequest, takePasskey } from '../team/passkeys.ts';
import { recordFailure } from '../team/password-sign-in.ts';
import { makeRecoveryCodes } from '../team/recovery-codes.ts';
import { factorsOf, hasFactor } from '../team/second-factor.ts';
import { markSecond } from '../team/sessions.ts';
import { completeSecondFactor, countTry, type HalfSignIn, type Who } from '../team/sign-in.ts';
import { beginTotp, confirmTotp, type TotpSetUp } from '../team/totp.ts';
import { typed } from './forms.ts';
import { Html, html } from './html.ts';
import { field, hidden, notice } from './layout.ts';
import { safeNext } from './next.ts';
import type { Site, Visit } from './pages.ts';
import { passkeyForm, passkeySite } from './passkey-form.ts';
import { keepOutcome, readHalfSignIn, type Session, signIn } from './session.ts';

const SIGN_IN = 'sign-in';

/** What a challenge for the half-signed-in state is bound to. */
const purposeOf = ({ hash }: HalfSignIn): string => `second ${hash.toString('hex')}`;

const nextOf = (input: unknown): string => safeNext(typed(input, 'next'));

/** The codes, once, with a way on. */
export function showRecoveryCodes(visit: Visit, codes: readonly string[], next: string): FastifyReply {
  const { say } = visit.texts;
  const body = html`<div class="card">
<p id="codes-label">${say('recovery_intro', { count: codes.length })}</p>
<ul class="codes" aria-labelledby="codes-label">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>
<p class="hint">${say('recovery_means')}</p>
<p><a href="${next}">${say('factor_go_on')}</a></p>
</div>`;
  return visit.show({ title: say('recovery_title'), body });
}

async function picture(uri: string, label: string): Promise<Html> {
  const svg = await drawQr(uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
  return html`<div class="qr" role="img" aria-label="${label}">${new Html(svg)}</div>`;
}

interface Enrolling {
  readonly who: Who;
  readonly label: { readonly team: string; readonly email: string };
  /** Null for who is signed in already. */
  readonly half: HalfSignIn | null;
  readonly session: Session | null;
}

export function secondFactorPages(site: Site): void {
  const { core, secure, limits, publicUrl } = site;

  const half = (visit: Visit): Promise<HalfSignIn | null> => readHalfSignIn(core, visit.request, secure);

  const showCode = (visit: Visit, state: HalfSignIn, next: string, failed = false) => {
    const { say } = visit.texts;
    const { factors } = state;
    const to = encodeURIComponent(next);
    const body = html`${failed && notice(say('code_wrong'), true)}
${
  factors.passkeys > 0 &&
  html`<p><a class="button" href="/second-factor/passkey?next=${to}">${say('passkey_use')}</a></p>`
}
<form method="post" action="/second-factor" class="card" novalidate>
<p>${say('second_factor_intro', { team: state.teamName, email: state.email })}</p>
${hidden('next', next)}
${field({ name: 'code', label: say(factors.totp ? 'code_label' : 'recovery_label'), hint: say(factors.totp ? 'code_hint' : 'recovery_hint'), autocomplete: 'one-time-code', maxLength: 40 })}
<button>${say('sign_in')}</button>
</form>
<p class="hint">${say('second_factor_lost')}</p>`;
    return visit.show({ title: say('second_factor_title'), body, error: failed }, failed ? 403 : 200);
  };

  /** Whoever shows a second factor: counted by member and by state, before it is looked at. */
  const mayTry = async (state: HalfSignIn): Promise<boolean> => {
    await spend(core, byMember(limits, state.team, state.member));
    return countTry(core, state);
  };

  const finish = async (visit: Visit, state: HalfSignIn, second: 'totp' | 'recovery' | 'passkey') => {
    const token = await completeSecondFactor(core, state, second, visit.request.headers['user-agent']);
    keepOutcome(visit, secure, { kind: 'session', token });
  };

  site.get('/second-factor', async (visit) => {
    const next = nextOf(visit.request.query);
    const state = await half(visit);
    if (state === null) return visit.go('/sign-in');
    if (!hasFactor(state.factors)) return visit.go(`/second-factor/set-up?next=${encodeURIComponent(next)}`);
    return showCode(visit, state, next);
  });

  site.post('/second-factor', async (visit) => {
    const { body } = visit.request;
    const next = nextOf(body);
    const state = await half(visit);
    if (state === null || !hasFactor(state.factors) || !(await mayTry(state))) return visit.go('/sign-in');
    const kind = await core.db.inTeam(state.team, (tx) => takeCode(core, tx, state, typed(body, 'code')));
    if (kind !== null) {
      await finish(visit, state, kind);
      return visit.go(next);
    }
    recordFailure(core, state, 'code');
    return showCode(visit, state, next, true);
  });

  site.get('/second-factor/passkey', async (visit) => {
    const { say } = visit.texts;
    const next = nextOf(visit.request.query);
    const state = await half(visit);
    if (state === null) return visit.go('/sign-in');
    const own = passkeySite(visit.request, publicUrl());
    if (own === null || state.factors.passkeys === 0)
      return visit.go(`/second-factor?next=${encodeURIComponent(next)}`);
    const body = html`${passkeyForm(visit.texts, {
      action: '/second-factor/passkey',
      kind: 'get',
      options: await passkeyRequest(core, own, state, purposeOf(state)),
      button: say('passkey_use'),
      fields: html`<p>${say('passkey_intro')}</p>${hidden('next', next)}`,
    })}
<p><a href="/second-factor?next=${encodeURIComponent(next)}">${say('code_instead')}</a></p>`;
    return visit.show({ title: say('second_factor_title'), body, script: true });
  });

  site.post('/second-factor/passkey', async (visit) => {
    const next = nextOf(visit.request.body);
    const state = await half(visit);
    const own = passkeySite(visit.request, publicUrl());
    if (state === null || own === null || !(await mayTry(state))) return visit.go('/sign-in');
    const answer = answerOf(visit);
    if (await takePasskey(core, own, state, purposeOf(state), answer, false)) {
      await finish(visit, state, 'passkey');
      return visit.go(next);
    }
    recordFailure(core, state, 'passkey');
    return showCode(visit, state, next, true);
  });

  site.get('/sign-in/passkey', async (visit) => {
    const { say } = visit.texts;
    const next = nextOf(visit.request.query);
    const own = passkeySite(visit.request, publicUrl());
    if (own === null)
      return visit.show({
        title: say('sign_in_title'),
        body: html`<div class="card"><p>${say('passkey_localhost')}</p></div>`,
      });
    const body = html`${passkeyForm(visit.texts, {
      action: '/sign-in/passkey',
      kind: 'get',
      options: await passkeyRequest(core, own, null, SIGN_IN),
      button: say('passkey_use'),
      fields: html`<p>${say('passkey_intro')}</p>${hidden('next', next)}`,
    })}
<p><a href="/sign-in?next=${encodeURIComponent(next)}">${say('password_instead')}</a></p>`;
    return visit.show({ title: say('sign_in_title'), body, script: true });
  });

  site.post('/sign-in/passkey', async (visit) => {
    const { say } = visit.texts;
    const next = nextOf(visit.request.body);
    await spend(core, byAddress(limits, 'signIn', visit.request));
    const own = passkeySite(visit.request, publicUrl());
    const answer = answerOf(visit);
    const who = claimedBy(answer);
    if (own !== null && who !== null && (await takePasskey(core, own, who, SIGN_IN, answer, true)))
      return signIn(site, visit, who, { method: 'passkey', second: 'passkey' }, next);
    const body = html`${notice(say('passkey_failed'), true)}
<p><a href="/sign-in?next=${encodeURIComponent(next)}">${say('password_instead')}</a></p>`;
    return visit.show({ title: say('sign_in_title'), body, error: true }, 403);
  });

  /** Who may set an app up: who is signed in, or half signed in without having any factor yet. */
  const enrolling = async (visit: Visit): Promise<Enrolling | null> => {
    const { session } = visit;
    if (session !== null) {
      const { team, teamName, member } = session;
      const who = { team, member: member.id };
      return { who, label: { team: teamName, email: member.email }, half: null, session };
    }
    const state = await half(visit);
    if (state === null || hasFactor(state.factors)) return null;
    const { team, member, teamName, email } = state;
    return { who: { team, member }, label: { team: teamName, email }, half: state, session: null };
  };

  const showSetUp = async (visit: Visit, one: Enrolling, made: TotpSetUp, next: string, failed = false) => {
    const { say } = visit.texts;
    const body = html`${failed && notice(say('code_wrong'), true)}
${one.half !== null && notice(say('factor_demanded_intro', { team: one.half.teamName }))}
<form method="post" action="/second-factor/set-up" class="card" novalidate>
<p>${say('totp_intro')}</p>
${await picture(made.uri, say('totp_picture'))}
<p>${say('totp_secret')} <code class="link">${made.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code></p>
${hidden('next', next)}
${field({ name: 'code', label: say('code_label'), hint: say('totp_confirm'), autocomplete: 'one-time-code', maxLength: 40 })}
<button>${say('totp_switch_on')}</button>
</form>`;
    return visit.show({ title: say('totp_title'), body, error: failed }, failed ? 403 : 200);
  };

  site.get('/second-factor/set-up', async (visit) => {
    const one = await enrolling(visit);
    if (one === null) return visit.go('/sign-in');
    const made = await core.db.inTeam(one.who.team, (tx) => beginTotp(core, tx, one.who, one.label));
    return showSetUp(visit, one, made, nextOf(visit.request.query));
  });

  site.post('/second-factor/set-up', async (visit) => {
    const { body } = visit.request;
    const next = nextOf(body);
    const one = await enrolling(visit);
    if (one === null) return visit.go('/sign-in');
    const { who, session } = one;
    await spend(core, byMember(limits, who.team, who.member));
    const done = await core.db.inTeam(who.team, (tx) =>
      inQuietChange(tx, who.team, core.now(), async (change) => {
        if (!(await confirmTotp(core, tx, change, who, typed(body, 'code')))) return null;
        if (session !== null) await markSecond(tx, session, 'totp');
        const { recovery } = await factorsOf(tx, who.team, who.member);
        return recovery > 0 ? [] : makeRecoveryCodes(tx, change, who.member);
      }),
    );
    if (done === null) {
      const made = await core.db.inTeam(who.team, (tx) => beginTotp(core, tx, who, one.label));
      return showSetUp(visit, one, made, next, true);
    }
    if (one.half !== null) await finish(visit, one.half, 'totp');
    return done.length === 0 ? visit.go(next) : showRecoveryCodes(visit, done, next);
  });
}

/** A passkey's answer as the page's script wrote it; longer than other fields. */
export function answerOf(visit: Visit): string {
  const { body } = visit.request;
  if (typeof body !== 'object' || body === null || !('answer' in body)) return '';
  return typeof body.answer === 'string' ? body.answer : '';
}
