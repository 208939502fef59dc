import { isOverseer } from '../team/roles.ts';
import type { Texts } from '../texts.ts';
import { Html, html } from './html.ts';
import type { Session } from './session.ts';

export interface Page {
  readonly title: string;
  readonly body: Html;
  /** Who is signed in, for the head of the page. */
  readonly session?: Session | null;
  /** The page's own path, to mark it in the navigation. */
  readonly path?: string;
  /** Reading width for forms, full width for tables. */
  readonly wide?: boolean;
  readonly error?: boolean;
  /** Runs the store's own script, `/passkey.js`; no other page may run any. */
  readonly script?: boolean;
}

function navigation({ say }: Texts, session: Session, path: string | undefined): Html {
  const link = (to: string, text: string): Html =>
    path === to ? html`<a href="${to}" aria-current="page">${text}</a>` : html`<a href="${to}">${text}</a>`;
  return html`<form method="post" action="/sign-out"><button class="quiet">${say('sign_out', { name: session.member.name })}</button></form>
    <nav aria-label="${say('nav_label')}">
      ${session.member.roles.includes('admin') && link('/members', say('nav_members'))}
      ${session.member.roles.includes('admin') && link('/groups', say('groups_title'))}
      ${link('/absences', say('absences_title'))}
      ${session.member.roles.includes('admin') && link('/platforms', say('nav_platforms'))}
      ${session.member.roles.includes('admin') && link('/pauses', say('nav_pauses'))}
      ${session.member.roles.includes('admin') && link('/webhooks', say('nav_webhooks'))}
      ${isOverseer(session.member) && link('/record', say('nav_record'))}
      ${session.member.roles.includes('admin') && link('/security', say('nav_security'))}
      ${session.member.roles.includes('admin') && link('/single-sign-on', say('nav_sso'))}
      ${link('/devices', say('nav_devices'))}
      ${link('/account', say('nav_account'))}
    </nav>`;
}

export function renderPage(texts: Texts, page: Page): string {
  const { say, locale } = texts;
  const { title, body, session = null, path, wide = false, error = false } = page;
  const shown = error ? say('title_error', { title }) : title;
  const markup = html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${shown} · Signoff</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#main">${say('skip')}</a>
<header><div>
<span class="brand">${session === null ? 'Signoff' : session.teamName}</span>
${session === null ? null : navigation(texts, session, path)}
</div></header>
<main id="main" class="${wide ? 'wide' : 'narrow'}">
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
  return markup.markup;
}

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'password';
  readonly value?: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly autocomplete: string;
  readonly maxLength?: number;
  /** May be left empty. */
  readonly optional?: boolean;
}

export function field({
  name,
  label,
  type = 'text',
  value = '',
  hint,
  error,
  autocomplete,
  maxLength = 320,
  optional = false,
}: Field): Html {
  const described = [hint === undefined ? '' : `${name}-hint`, error === undefined ? '' : `${name}-error`]
    .filter((id) => id !== '')
    .join(' ');
  return html`<div class="field">
<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" value="${type === 'password' ? '' : value}" autocomplete="${autocomplete}"
  maxlength="${maxLength}"${optional ? '' : new Html(' required')} aria-describedby="${described}"${error === undefined ? '' : new Html(' aria-invalid="true"')}>
${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${error !== undefined && html`<p class="error" id="${name}-error">${error}</p>`}
</div>`;
}

export function hidden(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`;
}

export function notice(text: string, bad = false): Html {
  return html`<p class="notice${bad && ' bad'}" role="${bad ? 'alert' : 'status'}">${text}</p>`;
}
