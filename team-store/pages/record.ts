/** The record, for those who answer for it: its key, how far it goes, all of it as a file, and how long texts are kept. */
import { Readable } from 'node:stream';
import { bySession } from '../record/caller.ts';
import { makeCheckpoint, type SignedCheckpoint } from '../record/checkpoints.ts';
import { exportLog } from '../record/export.ts';
import { type ExportState, listExportStates } from '../record/export-address.ts';
import {
  type LegalHold,
  liftHold,
  listHolds,
  placeHold,
  retentionDays,
  setRetention,
} from '../record/holds.ts';
import { checkOverseer } from '../team/roles.ts';
import type { Texts } from '../texts.ts';
import { exactWords } from './dates.ts';
import { exportForms, exportsCard } from './exports.ts';
import { FORMS, type Mistakes, pressed, readForm, typed } from './forms.ts';
import { type Html, html } from './html.ts';
import { field, hidden } from './layout.ts';
import type { MemberVisit, Site } from './pages.ts';

interface State {
  readonly key: string;
  readonly last: SignedCheckpoint;
  readonly days: number | null;
  readonly holds: readonly LegalHold[];
  readonly exports: readonly ExportState[];
}

function proofCard(texts: Texts, { key, last }: State): Html {
  const { say } = texts;
  return html`<div class="card">
<h2>${say('record_key_title')}</h2>
<p class="link">${key}</p>
<p class="hint">${say('record_key_means')}</p>
<h2>${say('record_checkpoint_title')}</h2>
<p class="link">${last.jws}</p>
<p class="hint">${say('record_checkpoint_means', { at: exactWords(texts)(last.checkpoint.at) })}</p>
</div>`;
}

function holdRow(texts: Texts, isAdmin: boolean, { id, request, reason, placedAt }: LegalHold): Html {
  const { say } = texts;
  return html`<li><p><strong>${request ?? say('hold_everything')}</strong><br>${reason}</p>
<p class="hint">${say('hold_placed', { at: exactWords(texts)(placedAt) })}</p>
${isAdmin && html`<form method="post" action="/record/lift">${hidden('hold', id)}<button class="danger">${say('hold_lift')}</button></form>`}</li>`;
}

function keepingCard(texts: Texts, state: State, isAdmin: boolean, body: unknown, mistakes: Mistakes): Html {
  const { say } = texts;
  const { days, holds } = state;
  const mistake = (name: string): string | undefined => {
    const key = mistakes[name];
    return key === undefined ? undefined : say(key);
  };
  const term = html`<form method="post" action="/record/retention">
${field({
  name: 'days',
  label: say('retention_days'),
  value: mistakes.days === undefined ? String(days ?? '') : typed(body, 'days'),
  hint: say('retention_means'),
  error: mistake('days'),
  autocomplete: 'off',
  maxLength: 5,
  optional: true,
})}<button class="quiet">${say('retention_button')}</button></form>`;
  const hold = html`<form method="post" action="/record/hold">
${field({
  name: 'request',
  label: say('hold_request'),
  value: typed(body, 'request'),
  hint: say('hold_request_means'),
  error: mistake('request'),
  autocomplete: 'off',
  maxLength: 36,
  optional: true,
})}
${field({
  name: 'reason',
  label: say('hold_reason'),
  value: typed(body, 'reason'),
  error: mistake('reason'),
  autocomplete: 'off',
  maxLength: 2_000,
})}<button class="quiet">${say('hold_button')}</button></form>`;
  const kept = days === null ? say('retention_none') : say('retention_some', { count: days });
  return html`<div class="card">
<h2>${say('retention_title')}</h2>
<p>${kept}</p>
${isAdmin && term}
<h2>${say('hold_title')}</h2>
${holds.length === 0 ? html`<p>${say('hold_none')}</p>` : html`<ul>${holds.map((one) => holdRow(texts, isAdmin, one))}</ul>`}
${isAdmin && hold}
</div>`;
}

export function recordPages(site: Site): void {
  const { core } = site;

  const load = (team: string): Promise<State> =>
    core.db.inTeam(team, async (tx) => {
      const { key_id } = await tx
        .selectFrom('teams')
        .select('key_id')
        .where('team', '=', team)
        .executeTakeFirstOrThrow();
      return {
        key: key_id,
        last: await makeCheckpoint(core, tx, team),
        days: await retentionDays(tx, team),
        holds: await listHolds(tx, team),
        exports: await listExportStates(tx, team),
      };
    });

  const showRecord = async (
    { texts, session, show }: MemberVisit,
    body: unknown = undefined,
    mistakes: Mistakes = {},
  ) => {
    checkOverseer(session.member);
    const { say } = texts;
    const state = await load(session.team);
    const isAdmin = session.member.roles.includes('admin');
    const download = html`<div class="card">
<p>${say('record_intro', { count: state.last.checkpoint.size })}</p>
<form method="post" action="/record/export"><button>${say('record_button')}</button></form>
<p class="hint">${say('record_means')}</p>
</div>`;
    const exports = exportsCard(texts, {
      states: state.exports,
      isAdmin,
      body,
      mistakes,
      time: (at) => exactWords(texts)(at),
    });
    const status = Object.keys(mistakes).length === 0 ? 200 : 422;
    return show(
      {
        title: say('record_title'),
        body: html`${download}${proofCard(texts, state)}${exports}${keepingCard(texts, state, isAdmin, body, mistakes)}`,
        path: '/record',
        error: status !== 200,
      },
      status,
    );
  };

  site.get(
    '/record',
    site.asMember((visit) => showRecord(visit)),
  );
  site.post(
    '/record/export',
    site.asMember(async ({ session, reply }) => {
      const lines = await exportLog(core, bySession(core, session.team, session.member.id), { from: 1 });
      const day = new Date(core.now()).toISOString().slice(0, 10);
      return reply
        .header('content-disposition', `attachment; filename="signoff-log-${day}.jsonl"`)
        .type('application/jsonl')
        .send(Readable.from(lines));
    }),
  );
  exportForms(site, showRecord);
  site.post(
    '/record/retention',
    site.asMember(async (visit) => {
      const { request, session, go } = visit;
      const form = readForm(FORMS.retention, request.body);
      if (!form.ok) return showRecord(visit, request.body, form.mistakes);
      await setRetention(core, bySession(core, session.team, session.member.id), form.value.days);
      return go('/record');
    }),
  );
  site.post(
    '/record/hold',
    site.asMember(async (visit) => {
      const { request, session, go } = visit;
      const form = readForm(FORMS.hold, request.body);
      if (!form.ok) return showRecord(visit, request.body, form.mistakes);
      await placeHold(core, bySession(core, session.team, session.member.id), form.value);
      return go('/record');
    }),
  );
  site.post(
    '/record/lift',
    site.asMember(async ({ request, session, go }) => {
      const form = pressed(FORMS.lift, request.body);
      await liftHold(core, bySession(core, session.team, session.member.id), form.hold);
      return go('/record');
    }),
  );
}
