/** What each command does to the team. Refusals are thrown; the caller undoes the savepoint and stores the outcome. */
import { createHash } from 'node:crypto';
import type { Command } from '../../utils/api/commands.ts';
import type { CommentWords, Member } from '../../utils/api/entities.ts';
import { LIMITS } from '../../utils/api/limits.ts';
import { hasUnknownMedia } from '../../utils/draft/canonical.ts';
import { fingerprintOf } from '../../utils/draft/fingerprint.ts';
import type { LintResult } from '../../utils/lint/finding.ts';
import type { Demand } from '../../utils/policy/plan.ts';
import {
  type Actor,
  apply,
  expireIfDue,
  isRepeat,
  type RequestEvent,
  type RequestProgress,
  type VersionState,
} from '../../utils/policy/request.ts';
import type { Seat } from '../../utils/policy/steps.ts';
import type { Tx } from '../database/database.ts';
import type { Closed } from '../database/tables.ts';
import { Refusal } from '../errors.ts';
import { versionContent } from '../record/contents.ts';
import type { Change } from './change.ts';
import { issueClearance, revokeClearances } from './clearance.ts';
import type { Core } from './core.ts';
import { loadActor } from './people.ts';
import { demandOn, savePlan } from './plans.ts';
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
      const { request, fingerprint, verdict, rulesetVersion, declared, draft } = command;
      const number = command.kind === 'request.create' ? 1 : command.number;
      const { platform, account } = draft;
      const claimed = { verdict, rulesetVersion, ...(declared === undefined ? {} : { declared }) };
      const more =
        command.kind === 'request.create'
          ? { supersedes: command.supersedes }
          : { suggestion: command.suggestion };
      return { request, number, fingerprint, platform, account, ...more, claimed };
    }
    case 'request.withdraw':
    case 'request.cancel':
      return { request: command.request };
    case 'request.override': {
      const { request, override, version, fingerprint } = command;
      return { request, override, number: version, fingerprint };
    }
    case 'request.comment': {
      const { request, comment, version, audience, suggestion } = command;
      return { request, comment, number: version, audience, suggests: suggestion !== null };
    }
    case 'request.decide': {
      const { request, decision, version, fingerprint, verdict } = command;
      return { request, decision, number: version, fingerprint, verdict };
    }
    case 'post.released': {
      const { clearance, request, fingerprint, platform, account, at } = command;
      return { clearance, request, fingerprint, platform, account, browserAt: at };
    }
    case 'post.published': {
      const { clearance, request, platform, posts, at } = command;
      return { clearance, request, platform, posts: posts.length, browserAt: at };
    }
  }
}

/** Marks a request that is past its time, so that everyone sees what the state machine goes by. */
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

interface Moved {
  readonly request: RequestProgress;
  readonly newest: VersionState;
  readonly seat: Seat | null;
}

async function move(context: CommandContext, request: string, event: RequestEvent): Promise<Moved> {
  const { tx, change } = context;
  const current = await loadProgress(tx, change.team, request);
  const result = apply(current, event, change.now);
  if (!result.ok) throw new Refusal(result.code);
  const newest = result.request.versions.at(-1);
  if (newest === undefined) throw new Error('a request has a version');
  return { request: result.request, newest, seat: result.seat };
}

const actorOf = ({ tx, change, member }: CommandContext): Promise<Actor> =>
  loadActor(tx, change.team, member.id, change.now);

async function demandOf(
  { tx, change }: CommandContext,
  { draft }: Submission,
  checked: LintResult,
  author: Actor,
): Promise<Demand> {
  const policy = await policyOf(tx, change.team, change.ruleset);
  return demandOn(policy, draft, checked, author, change.now);
}

/** An approved request has one clearance in force, for its newest version. */
export async function clear(
  { core, tx, change }: Pick<CommandContext, 'core' | 'tx' | 'change'>,
  request: string,
  { number, fingerprint, plan, override }: VersionState,
): Promise<void> {
  const { platform, account } = await tx
    .selectFrom('requests')
    .select(['platform', 'account'])
    .where('team', '=', change.team)
    .where('id', '=', request)
    .executeTakeFirstOrThrow();
  const content = { request, number, fingerprint };
  const clearance = await issueClearance(core, tx, change, { ...content, platform, account }, plan);
  const why = override === null ? {} : { overriddenBy: override.member };
  change.record({ kind: 'clearance.issue', member: null, outcome: 'applied', clearance, ...content, ...why });
}

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
  { plan }: Demand,
  editor: string = member.id,
): Promise<void> {
  const { thumbnails = [] } = command;
  await tx
    .insertInto('request_versions')
    .values({
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
    })
    .execute();
  const { draft, note, request } = command;
  await savePlan(tx, change, { request, number, ruleset: change.ruleset }, plan, command.declared ?? []);
  const shown = thumbnails.map(({ digest, image }) => ({
    shows: digest,
    image: createHash('sha256').update(image).digest('hex'),
  }));
  keep(versionContent({ number, author, editor, draft, note, verdict, findings, thumbnails: shown }));
}

async function createRequest(context: CommandContext, command: CommandOf<'request.create'>): Promise<Effect> {
  const { tx, change, member } = context;
  const { draft, fingerprint } = command;
  const { platform, account } = draft;
  checkFingerprint(command);
  if (await wasSent(context, command, 1)) return 'repeated';
  const checked = await context.check(command);
  const actor = await actorOf(context);
  const demand = await demandOf(context, command, checked, actor);
  const { plan } = demand;
  const { verdict } = checked;
  const event: RequestEvent = { kind: 'create', actor, fingerprint, platform, verdict, plan };
  const { request } = await move(context, command.request, event);
  if (command.supersedes !== undefined) await supersede(context, command.supersedes, command.request, actor);
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
  await insertVersion(context, command, 1, member.id, checked, demand);
  return 'applied';
}

async function sendVersion(
  context: CommandContext,
  command: CommandOf<'request.send-version'>,
): Promise<Effect> {
  const { tx, change } = context;
  const { draft, fingerprint, number } = command;
  checkFingerprint(command);
  if (await wasSent(context, command, number)) return 'repeated';
  const checked = await context.check(command);
  const actor = await actorOf(context);
  const demand = await demandOf(context, command, checked, actor);
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
  await insertVersion(context, command, number, request.author, checked, demand, newest.editor);
  await tx
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
    .where('id', '=', command.request)
    .execute();
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

/** What a request is set to beside its state. */
interface Ending {
  readonly closed?: Closed;
  readonly expires_at?: number;
}

async function saveState(
  context: CommandContext,
  request: string,
  state: RequestProgress['state'],
  ending: Ending = {},
): Promise<void> {
  const { tx, change } = context;
  await tx
    .updateTable('requests')
    .set({
      state,
      updated_at: change.now,
      version: change.version,
      ...(ending.expires_at === undefined ? {} : { expires_at: ending.expires_at }),
      ...(ending.closed === undefined ? {} : { closed: JSON.stringify(ending.closed) }),
    })
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
  const { tx, change, member } = context;
  const { team, now } = change;
  if (await wasDecided(context, command)) return 'repeated';
  const event: RequestEvent = {
    kind: 'decide',
    actor: await actorOf(context),
    version: command.version,
    fingerprint: command.fingerprint,
    decision: command.verdict,
    reason: command.reason,
  };
  const { request, newest, seat } = await move(context, command.request, event);
  const row = await tx
    .selectFrom('request_versions as v')
    .select(['v.author', 'v.editor', 'v.fingerprint'])
    .where('v.team', '=', team)
    .where('v.request', '=', command.request)
    .where('v.number', '=', command.version)
    .executeTakeFirstOrThrow();
  const { author, editor, fingerprint } = row;
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
      step: seat?.step ?? null,
      seat: seat?.seat ?? null,
    })
    .execute();
  if (command.reason !== null) context.keep({ reason: command.reason });
  if (request.state === 'approved') await clear(context, command.request, newest);
  await saveState(context, command.request, request.state, { expires_at: request.expiresAt });
  return 'applied';
}

/** Lets this very version out without the approvals: somebody may, and says why. */
async function override(context: CommandContext, command: CommandOf<'request.override'>): Promise<Effect> {
  const { tx, change, member } = context;
  const { team, now } = change;
  const { request: id, version: number, fingerprint, reason } = command;
  const known = await tx
    .selectFrom('overrides')
    .select(['member', 'request', 'number', 'fingerprint'])
    .where('team', '=', team)
    .where('id', '=', command.override)
    .executeTakeFirst();
  if (known !== undefined) {
    const same =
      known.member === member.id &&
      known.request === id &&
      known.number === number &&
      known.fingerprint === fingerprint;
    if (same) return 'repeated';
    throw new Refusal('id_reused');
  }
  const actor = await actorOf(context);
  const event: RequestEvent = { kind: 'override', actor, version: number, fingerprint, reason };
  const { request, newest } = await move(context, id, event);
  await tx
    .insertInto('overrides')
    .values({
      team,
      id: command.override,
      request: id,
      number,
      author: request.author,
      editor: newest.editor,
      fingerprint,
      member: member.id,
      reason,
      at: now,
    })
    .execute();
  context.keep({ reason });
  await clear(context, id, newest);
  await saveState(context, id, request.state);
  return 'applied';
}

async function supersede(
  context: CommandContext,
  id: string,
  successor: string,
  actor: Actor,
): Promise<void> {
  const { request } = await move(context, id, { kind: 'supersede', actor });
  const closed: Closed = { how: 'superseded', by: actor.member, reason: null, request: successor };
  await saveState(context, id, request.state, { closed });
  context.change.record({
    kind: 'request.supersede',
    member: actor.member,
    outcome: 'applied',
    request: id,
    successor,
  });
}

async function cancel(context: CommandContext, command: CommandOf<'request.cancel'>): Promise<Effect> {
  const actor = await actorOf(context);
  const { reason } = command;
  const { request } = await move(context, command.request, { kind: 'cancel', actor, reason });
  const closed: Closed = { how: 'cancelled', by: actor.member, reason, request: null };
  context.keep({ reason });
  await saveState(context, command.request, request.state, { closed });
  return 'applied';
}

/** Whoever sees a request may say something about it; what only reviewers are to read is theirs to write. */
async function comment(context: CommandContext, command: CommandOf<'request.comment'>): Promise<Effect> {
  const { tx, change, member } = context;
  const { team, now, version } = change;
  const { request, version: number, audience, text, suggestion } = command;
  const progress = await loadProgress(tx, team, request);
  if (progress === null) throw new Refusal('not_found');
  const isAuthor = progress.author === member.id;
  const reads = member.roles.some((role) => role !== 'author');
  if (!isAuthor && !reads) throw new Refusal('not_found');
  if (member.roles.length === 1 && member.roles.includes('auditor')) throw new Refusal('wrong_role');
  if (audience === 'reviewers' && (isAuthor || suggestion !== null)) throw new Refusal('wrong_role');
  if (!progress.versions.some((one) => one.number === number)) throw new Refusal('version_changed');
  if (command.words !== undefined) await checkWords(context, command, command.words);
  if (suggestion !== null && hasUnknownMedia(suggestion))
    throw new Refusal('invalid_input', { text: 'media_unknown' });
  if (suggestion !== null && suggestion.platform !== progress.platform) throw new Refusal('invalid_input');
  if (suggestion === null && text.trim() === '') throw new Refusal('invalid_input');
  const known = await tx
    .selectFrom('comments')
    .select(['member', 'request'])
    .where('team', '=', team)
    .where('id', '=', command.comment)
    .executeTakeFirst();
  if (known !== undefined) {
    if (known.member === member.id && known.request === request) return 'repeated';
    throw new Refusal('id_reused');
  }
  const sizes = await requestSizes(tx, team, [request]);
  const added = text.length + (suggestion === null ? 0 : JSON.stringify(suggestion).length);
  if ((sizes.get(request) ?? 0) + added > REQUEST_CHARACTERS) throw new Refusal('too_large');
  await tx
    .insertInto('comments')
    .values({
      team,
      id: command.comment,
      request,
      number,
      member: member.id,
      audience,
      body: text,
      suggestion: suggestion === null ? null : JSON.stringify(suggestion),
      fingerprint: suggestion === null ? null : fingerprintOf(suggestion),
      words: command.words === undefined ? null : JSON.stringify(command.words),
      at: now,
    })
    .execute();
  await tx
    .updateTable('requests')
    .set({ version })
    .where('team', '=', team)
    .where('id', '=', request)
    .execute();
  context.keep({ text, suggestion });
  return 'applied';
}

/** A remark at words is at words that are there: what is shown of it is taken from the version. */
async function checkWords(
  { tx, change: { team } }: CommandContext,
  { request, version }: CommandOf<'request.comment'>,
  { part, end }: CommentWords,
): Promise<void> {
  const row = await tx
    .selectFrom('request_versions')
    .select('draft')
    .where('team', '=', team)
    .where('request', '=', request)
    .where('number', '=', version)
    .executeTakeFirst();
  if (end > (row?.draft.parts[part]?.text.length ?? 0)) throw new Refusal('invalid_input');
}

async function withdraw(context: CommandContext, command: CommandOf<'request.withdraw'>): Promise<Effect> {
  const actor = await actorOf(context);
  const { request } = await move(context, command.request, { kind: 'withdraw', actor });
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
    .select(['c.request', 'c.fingerprint', 'c.platform', 'c.account', 'c.jws', 'c.one_use', 'r.author'])
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
  if (numInsertedOrUpdatedRows === 0n) return 'repeated';
  await touch(context, request);
  if (clearance.one_use) await useUp(context, request, command.clearance);
  return 'applied';
}

/** Browsers are told of the request once more; nothing of its course has changed. */
async function touch({ tx, change }: CommandContext, request: string): Promise<void> {
  await tx
    .updateTable('requests')
    .set({ version: change.version })
    .where('team', '=', change.team)
    .where('id', '=', request)
    .execute();
}

/** The posts as the platform names them. Whose clearance let them out says whose they are. */
async function recordPosts(context: CommandContext, command: CommandOf<'post.published'>): Promise<Effect> {
  const { tx, change, member, device, id } = context;
  const { team, now } = change;
  const clearance = await tx
    .selectFrom('clearances as c')
    .innerJoin('requests as r', (join) => join.onRef('r.team', '=', 'c.team').onRef('r.id', '=', 'c.request'))
    .select(['c.request', 'c.platform', 'r.author'])
    .where('c.team', '=', team)
    .where('c.id', '=', command.clearance)
    .executeTakeFirst();
  if (
    clearance === undefined ||
    clearance.request !== command.request ||
    clearance.platform !== command.platform
  )
    throw new Refusal('clearance_invalid');
  if (clearance.author !== member.id) throw new Refusal('not_your_request');
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('publications')
    .values(
      command.posts.map((post) => ({
        team,
        id,
        clearance: command.clearance,
        request: command.request,
        post: post.id,
        address: post.address,
        member: member.id,
        device,
        browser_at: command.at,
        at: now,
      })),
    )
    .onConflict((conflict) => conflict.columns(['team', 'clearance', 'post']).doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) return 'repeated';
  context.keep({ posts: command.posts });
  await touch(context, command.request);
  return 'applied';
}

/**
 * A clearance for one use is used: it is taken back, and its request closes. A second release under it, by a browser
 * that had not heard of the first, is on the record as well.
 */
async function useUp(context: CommandContext, request: string, clearance: string): Promise<void> {
  const { tx, change } = context;
  const live = await tx
    .selectFrom('clearances')
    .select('id')
    .where('team', '=', change.team)
    .where('id', '=', clearance)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (live === undefined) return;
  await revokeClearances(tx, change, request, 'used');
  const current = await loadProgress(tx, change.team, request);
  const used = apply(current, { kind: 'used' }, change.now);
  if (!used.ok) return;
  const closed: Closed = { how: 'used', by: null, reason: null, request: null };
  await saveState(context, request, used.request.state, { closed });
  change.record({ kind: 'clearance.use', member: null, outcome: 'applied', clearance, request });
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
    case 'request.override':
      return override(context, command);
    case 'request.cancel':
      return cancel(context, command);
    case 'request.comment':
      return comment(context, command);
    case 'post.released':
      return recordRelease(context, command);
    case 'post.published':
      return recordPosts(context, command);
  }
}

/** What became of a post is on the record whatever has become of its request meanwhile. */
type OnRequest = Exclude<Command, { kind: 'request.create' | 'post.released' | 'post.published' }>;

export function isOnRequest(command: Command): command is OnRequest {
  switch (command.kind) {
    case 'request.create':
    case 'post.released':
    case 'post.published':
      return false;
    default:
      return true;
  }
}

/** True when the request that a command is about has run out of time and nobody has written that down yet. */
export async function isDue(
  { tx, change }: Pick<CommandContext, 'tx' | 'change'>,
  command: Command,
): Promise<boolean> {
  if (!isOnRequest(command)) return false;
  const request = await loadProgress(tx, change.team, command.request);
  return (
    request !== null && request.state !== 'expired' && expireIfDue(request, change.now).state === 'expired'
  );
}
