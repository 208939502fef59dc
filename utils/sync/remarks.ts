/**
 * What people say about a request and do to its course beside deciding, turned into commands in the outbox. Each is one
 * transaction: checked against the local copy and kept, or refused. The store judges again.
 */
import type { Command } from '../api/commands.ts';
import type { ApprovalRequest, Comment, CommentWords, Member, RequestVersion } from '../api/entities.ts';
import { LIMITS } from '../api/limits.ts';
import { type Draft, mutableDraft } from '../draft/draft.ts';
import { fingerprintOf } from '../draft/fingerprint.ts';
import type { LintResult } from '../lint/finding.ts';
import { notJoined } from './commands.ts';
import { type Database, readMeta, type Transaction } from './db.ts';
import { LocalError } from './errors.ts';
import { findRequest } from './local.ts';
import { enqueueIn } from './outbox.ts';
import { isOpen } from './project.ts';
import { trimmedReason } from './reason.ts';

export interface Remark {
  readonly text: string;
  readonly audience: Comment['audience'];
  /** Null for the whole version. */
  readonly words: CommentWords | null;
  /** The draft as its writer would have it, or null. */
  readonly suggestion: Draft | null;
}

interface Known {
  readonly member: Member;
  readonly request: ApprovalRequest;
  readonly newest: RequestVersion;
}

async function known(tx: Transaction<'readwrite'>, id: string): Promise<Known> {
  const member = (await readMeta(tx, 'connection'))?.member;
  if (member === undefined) throw notJoined();
  const request = (await findRequest(tx, id))?.request;
  const newest = request?.versions.at(-1);
  if (request === undefined || newest === undefined)
    throw new LocalError('not_found', 'This request is not here any more.');
  return { member, request, newest };
}

/** @throws LocalError `reason_required`, `invalid_input` */
function reasonOf(words: string, least: number): string {
  const reason = trimmedReason(words);
  const wanted = Math.max(1, least);
  if (reason.length < wanted)
    throw new LocalError('reason_required', `Say why, in at least ${wanted} characters.`);
  return reason;
}

/**
 * Remarks on a version, maybe with a suggested draft.
 * @throws LocalError `not_joined`, `not_found`, `invalid_input` (nothing said; a suggestion that changes nothing)
 */
export async function remark(
  db: Database,
  request: string,
  version: number,
  { text, audience, words, suggestion }: Remark,
): Promise<void> {
  await db.write(async (tx) => {
    const { request: current } = await known(tx, request);
    const about = current.versions.find(({ number }) => number === version);
    if (about === undefined) throw new LocalError('version_changed', 'This version is not here any more.');
    if (suggestion === null && text.trim() === '')
      throw new LocalError('invalid_input', 'There is nothing in the remark. Write what you mean.');
    if (suggestion !== null && fingerprintOf(suggestion) === about.fingerprint)
      throw new LocalError(
        'invalid_input',
        'The suggestion is the same as the text. Change something first.',
      );
    await enqueueIn(tx, {
      kind: 'request.comment',
      request,
      comment: crypto.randomUUID(),
      version,
      audience,
      text: text.trim(),
      suggestion: suggestion === null ? null : mutableDraft(suggestion),
      ...(words === null ? {} : { words }),
    });
  });
}

/**
 * The author's new version: a suggested draft, to the letter.
 * @param lint the rules in force; the store looks for itself again
 * @throws LocalError `not_joined`, `forbidden`, `not_found`, `version_changed` (the suggestion is for an older version)
 */
export async function takeOver(
  db: Database,
  request: string,
  comment: string,
  lint: (draft: Draft, declared: readonly string[]) => LintResult,
): Promise<void> {
  await db.write(async (tx) => {
    const { member, request: current, newest } = await known(tx, request);
    if (current.author.id !== member.id)
      throw new LocalError('forbidden', 'Only the author of a request takes a suggestion over.');
    const suggested = current.comments?.find(({ id }) => id === comment);
    if (suggested?.suggestion == null)
      throw new LocalError('not_found', 'This suggestion is not here any more.');
    if (suggested.version !== newest.number)
      throw new LocalError('version_changed', 'The suggestion is for an older version.');
    const draft = mutableDraft(suggested.suggestion);
    const { declared = [], note, thumbnails } = newest;
    const { findings, verdict } = lint(draft, declared);
    const ruleset = await readMeta(tx, 'ruleset');
    await enqueueIn(tx, {
      kind: 'request.send-version',
      request,
      number: newest.number + 1,
      suggestion: comment,
      draft,
      fingerprint: fingerprintOf(draft),
      findings: findings
        .slice(0, LIMITS.findings)
        .map((one) => ({ ...one, suggestions: one.suggestions.slice(0, 20) })),
      verdict,
      rulesetVersion: ruleset?.version ?? 0,
      note,
      ...(declared.length === 0 ? {} : { declared }),
      ...(thumbnails === undefined ? {} : { thumbnails }),
    });
  });
}

/**
 * Ends a request: its author withdraws it, an admin cancels it with a reason.
 * @throws LocalError `not_joined`, `not_found`, `forbidden`, `already_decided`, `reason_required`
 */
export async function endRequest(db: Database, request: string, reason: string | null): Promise<void> {
  await db.write(async (tx) => {
    const { member, request: current } = await known(tx, request);
    if (!isOpen(current)) throw new LocalError('already_decided', 'This request was closed meanwhile.');
    const isAuthor = current.author.id === member.id;
    if (!isAuthor && !member.roles.includes('admin'))
      throw new LocalError('forbidden', 'Only its author or an admin can end this request.');
    const command: Command = isAuthor
      ? { kind: 'request.withdraw', request }
      : { kind: 'request.cancel', request, reason: reasonOf(reason ?? '', 1) };
    await enqueueIn(tx, command);
  });
}

/**
 * Lets a version out without its approvals, where the policy lets this member do so.
 * @param seen the newest version as the member saw it
 * @throws LocalError `not_joined`, `not_found`, `forbidden`, `version_changed`, `already_decided`, `reason_required`
 */
export async function override(
  db: Database,
  request: string,
  seen: Pick<RequestVersion, 'number' | 'fingerprint'>,
  why: string,
): Promise<void> {
  await db.write(async (tx) => {
    const { request: current, newest } = await known(tx, request);
    if (seen.number !== newest.number || seen.fingerprint !== newest.fingerprint)
      throw new LocalError('version_changed', 'The author sent a new version meanwhile. Look at that one.');
    if (!isOpen(current) || current.state === 'approved')
      throw new LocalError('already_decided', 'This request was decided or closed meanwhile.');
    const allowed = newest.plan?.override ?? null;
    if (allowed === null || newest.verdict === 'blocked')
      throw new LocalError('forbidden', 'The policy lets nobody do that here.');
    await enqueueIn(tx, {
      kind: 'request.override',
      request,
      override: crypto.randomUUID(),
      version: seen.number,
      fingerprint: seen.fingerprint,
      reason: reasonOf(why, allowed.reasonLength),
    });
  });
}
