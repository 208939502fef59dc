/** What each command does to the team. Refusals are thrown; the caller undoes the savepoint and stores the outcome. */
import type { Command } from '../../utils/api/commands.ts';
import type { Member } from '../../utils/api/entities.ts';
import { LIMITS } from '../../utils/api/limits.ts';
import { hasUnknownMedia } from '../../utils/draft/canonical.ts';
import { fingerprintOf } from '../../utils/draft/fingerprint.ts';
import type { LintResult } from '../../utils/lint/finding.ts';
import {
  apply,
  expireIfDue,
  isRepeat,
  type RequestEvent,
  type RequestProgress,
} from '../../utils/policy/request.ts';
import type { Tx } from '../database/database.ts';
import { Refusal } from '../errors.ts';
import { versionContent } from '../record/contents.ts';
import type { Change } from './change.ts';
import { issueClearance } from './clearance.ts';
import type { Core } from './core.ts';
import { policyOf } from './policy.ts';
import { loadProgress, requestSizes } from './requests.ts';

type CommandOf<K extends Command['kind']> = Extract<Command, { kind: K }>;
export type Submission = CommandOf<'request.create'> | CommandOf<'request.send-version'>;

/** A request is handed out whole, so all its versions together must stay a size that a browser takes. */
const REQUEST_CHARACTERS = 2 * LIMITS.body;

/**
 * `repeated`: it was applied before under another name, because the answer never arrived and the browser has joined anew
 * or lost its place. Nothing is written again, neither rows nor log.
 */
export type Effect = 'applied' | 'repeated';

export interface CommandContext {
  readonly core: Core;
  readonly tx: Tx;
  readonly change: Change;
  readonly member: Member;
  readonly device: string;
  /** The mutation's id. */
  readonly id: string;
  /** The store's own look at a submission, with the ruleset in force. */
  readonly check: (submission: Submission) => Promise<LintResult>;
  /** Takes the texts that the command's entry in the log is about, when it has been applied. */
  readonly keep: (content: object) => void;
}

export function isSubmission(command: Command): command is Submission {
  return command.kind === 'request.create' || command.kind === 'request.send-version';
}

/** What the log says of a command: never the text. */
export function describe(command: Command): Record<string, unknown> {
  switch (command.kind) {
    case 'request.create':
    case 'request.send-version': {
      const { request, fingerprint, verdict, rulesetVersion, draft } = command;
      const number = command.kind === 'request.create' ? 1 : command.number;
      const { platform, account } = draft;
      return { request, number, fingerprint, platform, account, claimed: { verdict, rulesetVersion } };
    }
    case 'request.withdraw':
      return { request: command.request };
    case 'request.decide': {
      const { request, decision, version, fingerprint, verdict } = command;
      return { request, decision, number: version, fingerprint, verdict };
    }
    case 'post.released': {
      const { clearance, request, fingerprint, platform, account, at } = command;
      return { clearance, request, fingerprint, platform, account, browserAt: at };
    }
  }
}

/** Marks a waiting request that is past its time, so that everyone sees what the state machine goes by. */
export async function saveExpiry(tx: Tx, change: Change, request: string): Promise<void> {
  const { team, version, now } = change;
  await tx
    .updateTable('requests')
    .set({ state: 'expired', updated_at: now, version })
    .where('team', '=', team)
    .where('id', '=', request)
    .execute();
  change.record({ kind: 'request.expire', member: null, outcome: 'applied', request });
}

async function move(context: CommandContext, request: string, event: RequestEvent): Promise<RequestProgress> {
  const { tx, change } = context;
  const policy = await policyOf(tx, change.team, change.ruleset);
  const current = await loadProgress(tx, change.team, request);
  const result = apply(current, event, policy, change.now);
  if (!result.ok) throw new Refusal(result.code);
  return result.request;
}

/** @throws Refusal when the content cannot be bound to its fingerprint */
function checkFingerprint({ draft, fingerprint }: Submission): void {
  if (hasUnknownMedia(draft)) throw new Refusal('invalid_input', { text: 'media_unknown' });
  if (fingerprintOf(draft) !== fingerprint) throw new Refusal('fingerprint_mismatch');
}

async function wasSent(
  { tx, change, member }: CommandContext,
  { request, fingerprint }: Submission,
  number: number,
): Promise<boolean> {
  const known = await loadProgress(tx, change.team, request);
  return isRepeat(known, { member: member.id, number, fingerprint });
}

async function insertVersion(
  { tx, change, member, keep }: CommandContext,
  command: Submission,
  number: number,
  author: string,
  { verdict, findings }: LintResult,
): Promise<void> {
  await tx
    .insertInto('request_versions')
    .values({
      team: change.team,
      request: command.request,
      number,
      author,
      editor: member.id,
      draft: JSON.stringify(command.draft),
      fingerprint: command.fingerprint,
      findings: JSON.stringify(findings),
      verdict,
      ruleset: change.ruleset,
      note: command.note,
      created_at: change.now,
    })
    .execute();
  const { draft, note } = command;
  keep(versionContent({ number, author, editor: member.id, draft, note, verdict, findings }));
}

async function createRequest(context: CommandContext, command: CommandOf<'request.create'>): Promise<Effect> {
  const { tx, change, member } = context;
  const { draft, fingerprint } = command;
  const { platform, account } = draft;
  checkFingerprint(command);
  if (await wasSent(context, command, 1)) return 'repeated';
  const checked = await context.check(command);
  const actor = { member: member.id, roles: member.roles };
  const event: RequestEvent = { kind: 'create', actor, fingerprint, platform, verdict: checked.verdict };
  const request = await move(context, command.request, event);
  await tx
    .insertInto('requests')
    .values({
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
    })
    .execute();
  await insertVersion(context, command, 1, member.id, checked);
  return 'applied';
}

async function sendVersion(
  context: CommandContext,
  command: CommandOf<'request.send-version'>,
): Promise<Effect> {
  const { tx, change, member } = context;
  const { draft, fingerprint, number } = command;
  checkFingerprint(command);
  if (await wasSent(context, command, number)) return 'repeated';
  const checked = await context.check(command);
  const actor = { member: member.id, roles: member.roles };
  const { platform, account } = draft;
  const event: RequestEvent = {
    kind: 'send-version',
    actor,
    number,
    fingerprint,
    platform,
    verdict: checked.verdict,
  };
  const request = await move(context, command.request, event);
  const size = (await requestSizes(tx, change.team, [command.request])).get(command.request) ?? 0;
  if (size + JSON.stringify(draft).length > REQUEST_CHARACTERS) throw new Refusal('too_large');
  await insertVersion(context, command, number, request.author, checked);
  await tx
    .updateTable('requests')
    .set({
      account,
      state: request.state,
      newest: number,
      updated_at: change.now,
      expires_at: request.expiresAt,
      version: change.version,
    })
    .where('team', '=', change.team)
    .where('id', '=', command.request)
    .execute();
  return 'applied';
}

async function saveState(
  context: CommandContext,
  request: string,
  state: RequestProgress['state'],
): Promise<void> {
  const { tx, change } = context;
  await tx
    .updateTable('requests')
    .set({ state, updated_at: change.now, version: change.version })
    .where('team', '=', change.team)
    .where('id', '=', request)
    .execute();
}

async function wasDecided(
  { tx, change, member }: CommandContext,
  command: CommandOf<'request.decide'>,
): Promise<boolean> {
  const known = await tx
    .selectFrom('decisions')
    .select(['request', 'number', 'fingerprint', 'member', 'kind', 'reason'])
    .where('team', '=', change.team)
    .where('id', '=', command.decision)
    .executeTakeFirst();
  return (
    known !== undefined &&
    known.member === member.id &&
    known.request === command.request &&
    known.number === command.version &&
    known.fingerprint === command.fingerprint &&
    known.kind === command.verdict &&
    // PostgreSQL's text holds no half surrogate pairs; the driver wrote them as U+FFFD.
    known.reason === (command.reason?.toWellFormed() ?? null)
  );
}

async function decide(context: CommandContext, command: CommandOf<'request.decide'>): Promise<Effect> {
  const { core, tx, change, member } = context;
  const { team, now } = change;
  if (await wasDecided(context, command)) return 'repeated';
  const event: RequestEvent = {
    kind: 'decide',
    actor: { member: member.id, roles: member.roles },
    version: command.version,
    fingerprint: command.fingerprint,
    decision: command.verdict,
    reason: command.reason,
  };
  const request = await move(context, command.request, event);
  const row = await tx
    .selectFrom('request_versions as v')
    .innerJoin('requests as r', (join) => join.onRef('r.team', '=', 'v.team').onRef('r.id', '=', 'v.request'))
    .select(['v.author', 'v.editor', 'v.fingerprint', 'r.platform', 'r.account'])
    .where('v.team', '=', team)
    .where('v.request', '=', command.request)
    .where('v.number', '=', command.version)
    .executeTakeFirstOrThrow();
  const { author, editor, fingerprint, platform, account } = row;
  const content = { request: command.request, number: command.version, fingerprint };
  await tx
    .insertInto('decisions')
    .values({
      team,
      id: command.decision,
      ...content,
      author,
      editor,
      member: member.id,
      kind: command.verdict,
      reason: command.reason,
      at: now,
    })
    .execute();
  if (command.reason !== null) context.keep({ reason: command.reason });
  if (request.state === 'approved') {
    const policy = await policyOf(tx, team, change.ruleset);
    const clearance = await issueClearance(core, tx, change, { ...content, platform, account }, policy);
    change.record({ kind: 'clearance.issue', member: null, outcome: 'applied', clearance, ...content });
  }
  await saveState(context, command.request, request.state);
  return 'applied';
}

async function withdraw(context: CommandContext, command: CommandOf<'request.withdraw'>): Promise<Effect> {
  const actor = { member: context.member.id, roles: context.member.roles };
  const request = await move(context, command.request, { kind: 'withdraw', actor });
  await saveState(context, command.request, request.state);
  return 'applied';
}

/**
 * Something went out: it is kept whenever the clearance is the store's own and for this very content and member, also
 * when it arrives late, so that the record is complete. The browser's time is kept beside the store's, not believed;
 * it tells a message that is sent once more from a second release.
 */
async function recordRelease(context: CommandContext, command: CommandOf<'post.released'>): Promise<Effect> {
  const { core, tx, change, member, device, id } = context;
  const { team, now } = change;
  const clearance = await tx
    .selectFrom('clearances as c')
    .innerJoin('requests as r', (join) => join.onRef('r.team', '=', 'c.team').onRef('r.id', '=', 'c.request'))
    .select(['c.request', 'c.fingerprint', 'c.platform', 'c.account', 'c.jws', 'r.author'])
    .where('c.team', '=', team)
    .where('c.id', '=', command.clearance)
    .executeTakeFirst();
  if (
    clearance === undefined ||
    clearance.request !== command.request ||
    clearance.fingerprint !== command.fingerprint ||
    clearance.platform !== command.platform ||
    clearance.account !== command.account ||
    (await (await core.signerOf(tx, team)).verify(clearance.jws)) === null
  )
    throw new Refusal('clearance_invalid');
  if (clearance.author !== member.id) throw new Refusal('not_your_request');
  const { request, fingerprint, platform, account } = command;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('releases')
    .values({
      team,
      id,
      clearance: command.clearance,
      request,
      fingerprint,
      platform,
      account,
      member: member.id,
      device,
      browser_at: command.at,
      at: now,
    })
    .onConflict((conflict) => conflict.columns(['team', 'clearance', 'device', 'browser_at']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 0n ? 'repeated' : 'applied';
}

/** @throws Refusal with the code that the sender is shown */
export function applyCommand(context: CommandContext, command: Command): Promise<Effect> {
  switch (command.kind) {
    case 'request.create':
      return createRequest(context, command);
    case 'request.send-version':
      return sendVersion(context, command);
    case 'request.withdraw':
      return withdraw(context, command);
    case 'request.decide':
      return decide(context, command);
    case 'post.released':
      return recordRelease(context, command);
  }
}

/** True when the request that a command is about has run out of time and nobody has written that down yet. */
export async function isDue(
  { tx, change }: Pick<CommandContext, 'tx' | 'change'>,
  command: Command,
): Promise<boolean> {
  if (command.kind === 'request.create' || command.kind === 'post.released') return false;
  const request = await loadProgress(tx, change.team, command.request);
  return (
    request !== null && request.state === 'waiting' && expireIfDue(request, change.now).state === 'expired'
  );
}
