/** Versions that an author hands in: the first, which makes the request, and those that follow. */
import { createHash } from 'node:crypto';
import { hasUnknownMedia } from '../../../utils/draft/canonical.ts';
import { fingerprintOf } from '../../../utils/draft/fingerprint.ts';
import type { LintResult } from '../../../utils/lint/finding.ts';
import type { Demand } from '../../../utils/policy/plan.ts';
import { isRepeat, type RequestEvent } from '../../../utils/policy/request.ts';
import { post } from '../../database/database.ts';
import { Refusal } from '../../errors.ts';
import { versionContent } from '../../record/contents.ts';
import { demandOn, savePlan } from '../plans.ts';
import { policyOf } from '../policy.ts';
import { requestSizes } from '../requests.ts';
import {
  actorOf,
  type CommandContext,
  type CommandOf,
  clear,
  type Effect,
  move,
  REQUEST_CHARACTERS,
  type Submission,
} from './context.ts';
import { supersede } from './endings.ts';

/** @throws Refusal when the content cannot be bound to its fingerprint */
function checkFingerprint({ draft, fingerprint, thumbnails = [] }: Submission): void {
  if (hasUnknownMedia(draft)) throw new Refusal('invalid_input', { text: 'media_unknown' });
  if (fingerprintOf(draft) !== fingerprint) throw new Refusal('fingerprint_mismatch');
  const digests = new Set(draft.parts.flatMap(({ media }) => media.map(({ digest }) => digest)));
  // A picture of something else would show those who decide what is not in the post.
  if (thumbnails.some(({ digest }) => !digests.has(digest)))
    throw new Refusal('invalid_input', { text: 'thumbnail_foreign' });
}

async function wasSent(
  { progressOf, member }: CommandContext,
  { request, fingerprint }: Submission,
  number: number,
): Promise<boolean> {
  return isRepeat(await progressOf(request), { member: member.id, number, fingerprint });
}

function insertVersion(
  { tx, change, member, keep }: CommandContext,
  command: Submission,
  number: number,
  author: string,
  { verdict, findings }: LintResult,
  { plan }: Demand,
  editor: string = member.id,
): void {
  const { thumbnails = [] } = command;
  const insert = tx.insertInto('request_versions').values({
    team: change.team,
    request: command.request,
    number,
    author,
    editor,
    draft: JSON.stringify(command.draft),
    fingerprint: command.fingerprint,
    findings: JSON.stringify(findings),
    verdict,
    ruleset: change.ruleset,
    note: command.note,
    created_at: change.now,
    thumbnails: thumbnails.length === 0 ? null : JSON.stringify(thumbnails),
  });
  post(tx, insert);
  const { draft, note, request } = command;
  savePlan(tx, change, { request, number, ruleset: change.ruleset }, plan, command.declared ?? []);
  const shown = thumbnails.map(({ digest, image }) => ({
    shows: digest,
    image: createHash('sha256').update(image).digest('hex'),
  }));
  keep(versionContent({ number, author, editor, draft, note, verdict, findings, thumbnails: shown }));
}

export async function createRequest(
  context: CommandContext,
  command: CommandOf<'request.create'>,
): Promise<Effect> {
  const { tx, change, member } = context;
  const { draft, fingerprint } = command;
  const { platform, account } = draft;
  checkFingerprint(command);
  const [isRepeated, actor, policy] = await Promise.all([
    wasSent(context, command, 1),
    actorOf(context),
    policyOf(tx, change.team, change.ruleset),
  ]);
  if (isRepeated) return 'repeated';
  const checked = await context.check(command);
  const demand = demandOn(policy, draft, checked, actor, change.now);
  const { plan } = demand;
  const { verdict } = checked;
  const event: RequestEvent = { kind: 'create', actor, fingerprint, platform, verdict, plan };
  const { request } = await move(context, command.request, event);
  if (command.supersedes !== undefined) await supersede(context, command.supersedes, command.request, actor);
  const insert = tx.insertInto('requests').values({
    team: change.team,
    id: command.request,
    author: member.id,
    platform,
    account,
    state: request.state,
    newest: 1,
    created_at: change.now,
    updated_at: change.now,
    expires_at: request.expiresAt,
    version: change.version,
  });
  post(tx, insert);
  insertVersion(context, command, 1, member.id, checked, demand);
  return 'applied';
}

export async function sendVersion(
  context: CommandContext,
  command: CommandOf<'request.send-version'>,
): Promise<Effect> {
  const { tx, change } = context;
  const { draft, fingerprint, number } = command;
  checkFingerprint(command);
  const [isRepeated, actor, policy] = await Promise.all([
    wasSent(context, command, number),
    actorOf(context),
    policyOf(tx, change.team, change.ruleset),
  ]);
  if (isRepeated) return 'repeated';
  const checked = await context.check(command);
  const demand = demandOn(policy, draft, checked, actor, change.now);
  const { platform, account } = draft;
  const event: RequestEvent = {
    kind: 'send-version',
    actor,
    number,
    fingerprint,
    platform,
    editor: await editorOf(context, command),
    verdict: checked.verdict,
    plan: demand.plan,
  };
  const { request, newest } = await move(context, command.request, event);
  const size = (await requestSizes(tx, change.team, [command.request])).get(command.request) ?? 0;
  if (size + JSON.stringify(draft).length > REQUEST_CHARACTERS) throw new Refusal('too_large');
  insertVersion(context, command, number, request.author, checked, demand, newest.editor);
  const update = tx
    .updateTable('requests')
    .set({
      account,
      state: request.state,
      newest: number,
      updated_at: change.now,
      expires_at: request.expiresAt,
      version: change.version,
      recheck: null,
      reminders: 0,
      escalated_at: null,
    })
    .where('team', '=', change.team)
    .where('id', '=', command.request);
  post(tx, update);
  if (request.state === 'approved') await clear(context, command.request, newest);
  return 'applied';
}

/** Who takes over what somebody else has suggested has not written it: neither of the two may decide on it. */
async function editorOf(
  { tx, change, member }: CommandContext,
  { request, suggestion, fingerprint }: CommandOf<'request.send-version'>,
): Promise<string> {
  if (suggestion === undefined) return member.id;
  const row = await tx
    .selectFrom('comments')
    .select(['member', 'fingerprint'])
    .where('team', '=', change.team)
    .where('request', '=', request)
    .where('id', '=', suggestion)
    .where('audience', '=', 'team')
    .executeTakeFirst();
  if (row === undefined || row.fingerprint === null) throw new Refusal('not_found');
  if (row.fingerprint !== fingerprint) throw new Refusal('fingerprint_mismatch');
  return row.member;
}
