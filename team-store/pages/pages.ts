/** The store's own pages: plain HTML from the server; no script but the one that passkeys need, on their pages. */
import { readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { REFUSALS } from '../../utils/api/codes.ts';
import { Refusal } from '../errors.ts';
import { addressKey, type Limits } from '../http/limits.ts';
import { refusalFor, sayRetryAfter } from '../http/problem.ts';
import type { Core } from '../team/core.ts';
import { checkAdmin } from '../team/roles.ts';
import { type Texts, textsFor } from '../texts.ts';
import { absencePages } from './absences.ts';
import { accessPages } from './access.ts';
import { accountPages } from './account.ts';
import { devicePages } from './devices.ts';
import { groupPages } from './groups.ts';
import { html } from './html.ts';
import { joinPages } from './join.ts';
import { type Page, renderPage } from './layout.ts';
import { memberPages } from './members.ts';
import { checkOrigin } from './origin.ts';
import { allowScript } from './passkey-form.ts';
import { pausePages } from './pauses.ts';
import { platformPages } from './platforms.ts';
import { providerPages } from './provider-sign-in.ts';
import { recordPages } from './record.ts';
import { secondFactorPages } from './second-factor.ts';
import { securityPages } from './security.ts';
import { readSession, type Session } from './session.ts';
import { signInPages } from './sign-in.ts';
import { singleSignOnPages } from './single-sign-on.ts';
import { webhookPages } from './webhooks.ts';

export interface PagesOptions {
  readonly core: Core;
  readonly limits: Limits;
  readonly publicUrl: () => string;
  readonly secure: boolean;
}

export interface Visit {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly texts: Texts;
  readonly session: Session | null;
  show(page: Omit<Page, 'session'>, status?: number): FastifyReply;
  go(to: string): FastifyReply;
}

export type Handler = (visit: Visit) => Promise<FastifyReply>;
/** Of who is signed in. */
export type MemberVisit = Visit & { readonly session: Session };
export type MemberHandler = (visit: MemberVisit) => Promise<FastifyReply>;

export interface Site extends PagesOptions {
  get(path: string, handler: Handler): void;
  /** A form's target: only from the store's own pages, and not too often. */
  post(path: string, handler: Handler): void;
  /** Only for who is signed in; others sign in first and come back. */
  asMember(handler: MemberHandler): Handler;
  /** Only for admins. */
  asAdmin(handler: MemberHandler): Handler;
}

function createSite(app: FastifyInstance, options: PagesOptions): Site {
  const { core, secure, publicUrl, limits } = options;
  const visit = async (request: FastifyRequest, reply: FastifyReply): Promise<Visit> => {
    const texts = textsFor(request.headers['accept-language']);
    const session = await readSession(core, request, secure);
    reply.header('cache-control', 'no-store').header('vary', 'accept-language, cookie');
    return {
      request,
      reply,
      texts,
      session,
      show(page, status = 200) {
        if (page.script === true) allowScript(reply);
        return reply
          .code(status)
          .type('text/html; charset=utf-8')
          .send(renderPage(texts, { ...page, session }));
      },
      go: (to) => reply.redirect(to, 303),
    };
  };
  const formsLimit = {
    max: limits.forms,
    timeWindow: 60_000,
    keyGenerator: (request: FastifyRequest) => addressKey(request.ip),
  };
  const site: Site = {
    ...options,
    get: (path, handler) =>
      void app.get(path, async (request, reply) => handler(await visit(request, reply))),
    post: (path, handler) =>
      void app.post(path, { config: { rateLimit: formsLimit } }, async (request, reply) => {
        checkOrigin(request, publicUrl());
        return handler(await visit(request, reply));
      }),
    asMember: (handler) => async (one) => {
      const { session, request } = one;
      if (session !== null) return handler({ ...one, session });
      return one.go(`/sign-in?next=${encodeURIComponent(request.method === 'GET' ? request.url : '/')}`);
    },
    asAdmin: (handler) =>
      site.asMember((one) => {
        checkAdmin(one.session.member);
        return handler(one);
      }),
  };
  return site;
}

/** A page for what went wrong; the same codes as the API, without its form. */
function showRefusal(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalFor(error);
  if (refusal.code === 'internal') request.log.error({ err: refusal.cause }, 'a page failed');
  sayRetryAfter(refusal, reply);
  const texts = textsFor(request.headers['accept-language']);
  const detail = refusal.text === null ? texts.refusal(refusal.code) : texts.say(refusal.text);
  const body = html`<div class="card"><p>${detail}</p><p><a href="/">${texts.say('back_home')}</a></p></div>`;
  return reply
    .code(REFUSALS[refusal.code])
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(renderPage(texts, { title: texts.say('not_possible'), body, error: true }));
}

const file = (path: string): Promise<string> => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

export function pages(options: PagesOptions): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    const style = `${await file('components/ui/tokens.css')}\n${await file('team-store/pages/style.css')}`;
    const icon = await file('assets/icons/signoff.svg');
    app.setErrorHandler(showRefusal);
    app.setNotFoundHandler((request, reply) => showRefusal(new Refusal('not_found'), request, reply));
    app.get('/style.css', async (_request, reply) =>
      reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=300').send(style),
    );
    app.get('/icon.svg', async (_request, reply) =>
      reply.type('image/svg+xml').header('cache-control', 'public, max-age=86400').send(icon),
    );
    const script = await file('team-store/pages/passkey.js');
    app.get('/passkey.js', async (_request, reply) =>
      reply
        .type('text/javascript; charset=utf-8')
        .header('cache-control', 'public, max-age=300')
        .send(script),
    );
    const site = createSite(app, options);
    site.get(
      '/',
      site.asMember(async ({ session, go }) =>
        go(session.member.roles.includes('admin') ? '/members' : '/devices'),
      ),
    );
    signInPages(site);
    providerPages(site);
    secondFactorPages(site);
    accountPages(site);
    accessPages(site);
    securityPages(site);
    singleSignOnPages(site);
    joinPages(site);
    memberPages(site);
    devicePages(site);
    recordPages(site);
    webhookPages(site);
    pausePages(site);
    platformPages(site);
    groupPages(site);
    absencePages(site);
  };
}
