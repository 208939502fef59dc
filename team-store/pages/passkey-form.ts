/** The form that a passkey answers: the only pages with a script, which may come from the store alone. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isLoopback } from '../loopback.ts';
import type { PasskeySite } from '../team/passkeys.ts';
import type { Texts } from '../texts.ts';
import { Html, html } from './html.ts';
import { hidden } from './layout.ts';

/**
 * The store as a passkey knows it, or null where there can be none: authenticators take host names only, so on this
 * machine the page has to be open at `localhost`.
 */
export function passkeySite(request: FastifyRequest, publicUrl: string): PasskeySite | null {
  const own = new URL(publicUrl);
  if (!isLoopback(own)) return { id: own.hostname, origin: own.origin };
  const asked = `${own.protocol}//${request.headers.host ?? ''}`;
  if (!URL.canParse(asked) || new URL(asked).hostname !== 'localhost') return null;
  return { id: 'localhost', origin: new URL(asked).origin };
}

/** Lets this one page run the store's own script. */
export function allowScript(reply: FastifyReply): void {
  const policy = String(reply.raw.getHeader('content-security-policy'));
  reply.header('content-security-policy', `${policy};script-src 'self'`);
}

export interface PasskeyForm {
  readonly action: string;
  readonly kind: 'create' | 'get';
  /** For the browser, as the WebAuthn JSON of the options. */
  readonly options: object;
  readonly button: string;
  /** Fields between the form's begin and its button. */
  readonly fields?: Html;
}

export function passkeyForm({ say }: Texts, { action, kind, options, button, fields }: PasskeyForm): Html {
  return html`<form method="post" action="${action}" class="card" data-kind="${kind}" data-passkey="${JSON.stringify(options)}">
<p class="notice bad" id="passkey-problem" role="alert" tabindex="-1" hidden>${say('passkey_problem')}</p>
${fields ?? new Html('')}
${hidden('answer', '')}
<button>${button}</button>
<noscript><p class="hint">${say('passkey_noscript')}</p></noscript>
</form>
<script src="/passkey.js" type="module"></script>`;
}
