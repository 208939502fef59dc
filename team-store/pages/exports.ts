/** Part of the Record page: where the log goes by itself, how far it got, and what keeps it. */
import { Refusal } from '../errors.ts';
import { bySession } from '../record/caller.ts';
import type { ExportState } from '../record/export-address.ts';
import { retryExports, setExportAddress } from '../record/export-address.ts';
import type { StoreTextKey, Texts } from '../texts.ts';
import { FORMS, type Mistakes, readForm, typed } from './forms.ts';
import { type Html, html } from './html.ts';
import { field, notice } from './layout.ts';
import type { MemberVisit, Site, Visit } from './pages.ts';

const PROBLEMS: Readonly<Record<string, StoreTextKey>> = {
  not_public: 'problem_not_public',
  unreachable: 'problem_unreachable',
  timeout: 'problem_timeout',
  certificate: 'problem_certificate',
  redirect: 'problem_redirect',
  answer: 'export_problem_answer',
  disk_full: 'export_problem_disk_full',
  not_writable: 'export_problem_not_writable',
};

function stateItem(texts: Texts, { url, done, waiting }: ExportState, time: (at: number) => string): Html {
  const { say } = texts;
  const problem = waiting?.problem ?? null;
  return html`<li><p><strong>${url ?? say('export_folder')}</strong><br>${
    done === null ? say('export_nothing') : say('export_done', { to: done.to, at: time(done.at) })
  }</p>
${
  waiting !== null &&
  problem !== null &&
  notice(
    say('export_failed', {
      from: waiting.from,
      problem: say(PROBLEMS[problem] ?? 'problem_unreachable'),
      attempts: waiting.attempts,
      due: time(waiting.due),
    }),
    true,
  )
}</li>`;
}

export interface ExportsView {
  readonly states: readonly ExportState[];
  readonly isAdmin: boolean;
  readonly body: unknown;
  readonly mistakes: Mistakes;
  readonly time: (at: number) => string;
}

export function exportsCard(texts: Texts, { states, isAdmin, body, mistakes, time }: ExportsView): Html {
  const { say } = texts;
  const mistake = mistakes.address === undefined ? undefined : say(mistakes.address);
  const known = states.find(({ target }) => target === 'address')?.url ?? '';
  const form = html`<form method="post" action="/record/address">
${field({
  name: 'address',
  label: say('export_address'),
  value: mistake === undefined ? known : typed(body, 'address'),
  hint: say('export_address_means'),
  error: mistake,
  autocomplete: 'off',
  maxLength: 2_000,
  optional: true,
})}
${field({
  name: 'bearer',
  label: say('export_token'),
  type: 'password',
  hint: say('export_token_means'),
  error: mistakes.bearer === undefined ? undefined : say(mistakes.bearer),
  autocomplete: 'off',
  maxLength: 1_000,
  optional: true,
})}<button class="quiet">${say('export_button')}</button></form>`;
  const isFailing = states.some(({ waiting }) => waiting !== null && waiting.problem !== null);
  const retry = html`<form method="post" action="/record/retry"><button class="quiet">${say('export_retry')}</button></form>`;
  return html`<div class="card">
<h2>${say('export_title')}</h2>
${states.length === 0 ? html`<p>${say('export_none')}</p>` : html`<ul>${states.map((one) => stateItem(texts, one, time))}</ul>`}
${isAdmin && isFailing && retry}
${isAdmin && form}
</div>`;
}

/** @param show the Record page again, with what is wrong with what was typed */
export function exportForms(
  site: Site,
  show: (
    visit: MemberVisit,
    body: unknown,
    mistakes: Mistakes,
  ) => ReturnType<Visit['show']> | Promise<ReturnType<Visit['show']>>,
): void {
  const { core } = site;
  site.post(
    '/record/address',
    site.asMember(async (visit) => {
      const { request, session, go } = visit;
      const form = readForm(FORMS.exportAddress, request.body);
      if (!form.ok) return show(visit, request.body, form.mistakes);
      const { address, bearer } = form.value;
      try {
        await setExportAddress(
          core,
          bySession(core, session.team, session.member.id),
          address === null ? null : { url: address, token: bearer },
        );
      } catch (error) {
        if (!(error instanceof Refusal) || error.text === null) throw error;
        return show(visit, request.body, { address: error.text });
      }
      return go('/record');
    }),
  );
  site.post(
    '/record/retry',
    site.asAdmin(async ({ session, go }) => {
      await core.db.inTeam(session.team, (tx) => retryExports(tx, session.team, core.now()));
      return go('/record');
    }),
  );
}
